"""`python -m loyaltycore` is the command."""

from loyaltycore.cli import main

if __name__ == "__main__":
    main()
