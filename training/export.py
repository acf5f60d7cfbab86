"""`python -m training.export FOLDER`: the trained adapter as a GGUF file, ``adapter.gguf``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from safetensors.torch import load_file

from training.adapter import write_adapter

NAME = "Bạn Học Số: đoạn văn thành câu trả lời"


def main(folder: Path) -> None:
    """Exports what `training.train` kept in `folder`."""
    kept, file = folder / "peft", folder / "adapter.gguf"
    tensors = load_file(kept / "adapter_model.safetensors")
    alpha = json.loads((kept / "adapter_config.json").read_text(encoding="utf-8"))["lora_alpha"]
    write_adapter(file, {name: each.float().numpy() for name, each in tensors.items()}, alpha, NAME)
    print(f"{file}: {file.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
