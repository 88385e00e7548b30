"""`python -m perfrules`: the command where no script is on the path."""

from perfrules.cli import main

if __name__ == "__main__":
    main(prog_name="perfrules")
