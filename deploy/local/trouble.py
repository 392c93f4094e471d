"""What stands in the way of the stack, in words, with the one command that mends it."""


class Trouble(Exception):
    """Raised for everything a person can mend; the command line prints it without a stack trace."""

    def __init__(self, problem: str, remedy: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy
