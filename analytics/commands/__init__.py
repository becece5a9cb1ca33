"""The commands of `python -m analytics`, one module each with HELP, add_arguments(parser) and run(args) -> int."""
