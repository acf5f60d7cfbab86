"""Language models: in this process, or on a server that speaks OpenAI's protocol."""
