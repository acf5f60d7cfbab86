/* The microphone: makes one recording, and tells how loud it is meanwhile. */

const KINDS = ["audio/webm;codecs=opus", "audio/mp4"];
const BITS_PER_SECOND = 32000; // speech needs no more; a minute is 240 kB
const MICROPHONE = {
  channelCount: 1,
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
};
const HUSH_DB = -55; // shown as nothing
const LOUD_DB = -8; // shown as all there is

/** Why nothing can be recorded on this page, as the name of an error; "" where it can be tried. */
export function obstacle() {
  if (!window.isSecureContext) return "SecurityError";
  if (!navigator.mediaDevices?.getUserMedia || !window.MediaRecorder) return "NotSupportedError";
  return "";
}

/** How loud a stream is, from 0 to 1; null while that cannot be told. */
function loudness(stream) {
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: 2048 });
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  context.resume().catch(() => {});
  return {
    level() {
      if (context.state !== "running") return null;
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      const level = (10 * Math.log10(power + 1e-12) - HUSH_DB) / (LOUD_DB - HUSH_DB);
      return Math.min(1, Math.max(0, level));
    },
    close: () => context.close(),
  };
}

/** Begins to record, once the person allows it; rejects with an error whose name says why not.

    `ended` gives the sound as a Blob after `stop()`, or when the microphone goes away. */
export async function record() {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: MICROPHONE });
  const release = () => stream.getTracks().forEach((track) => track.stop());
  try {
    const mimeType = KINDS.find((kind) => MediaRecorder.isTypeSupported(kind));
    const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: BITS_PER_SECOND });
    const meter = loudness(stream);
    const pieces = [];
    const ended = new Promise((resolve) => {
      recorder.ondataavailable = (event) => pieces.push(event.data);
      recorder.onstop = () => {
        release();
        meter.close();
        resolve(new Blob(pieces, { type: recorder.mimeType.split(";")[0] }));
      };
    });
    recorder.start();
    const began = performance.now();
    return {
      ended,
      level: meter.level,
      seconds: () => (performance.now() - began) / 1000,
      stop: () => recorder.state !== "inactive" && recorder.stop(),
    };
  } catch (error) {
    release();
    throw error;
  }
}
