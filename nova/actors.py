"""Who works at the command line, as audit rows name them."""

import getpass
import os


def command_actor() -> str:
    """LOAD_ACTOR when a scheduler names somebody, else the account: such as cli:ana."""
    return f"cli:{os.environ.get('LOAD_ACTOR') or getpass.getuser()}"
