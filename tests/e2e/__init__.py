"""The whole system: every process a process, every server a real one."""
