import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time


class Person:
    """Somebody at a terminal, who reads what is said and answers."""

    def __init__(self, start, *arguments, columns=0):
        """`start` starts a program, as Surroundings.start does. 0: the terminal does not know how wide it is."""
        self.master, terminal = pty.openpty()
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        self.process = start(*arguments, stdin=terminal, stdout=terminal, stderr=terminal)
        os.close(terminal)
        self.text = ""
        self.read = 0

    def leaves(self):
        os.close(self.master)

    def waits_for(self, pattern, seconds=60):
        if not self.reads(pattern, seconds):
            raise AssertionError(f"{pattern} was never said:\n{self.text}")

    def reads(self, pattern, seconds=60):
        """The next place where the pattern stands, or nothing when the program has ended, or the time is up."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            found = re.compile(pattern).search(self.text, self.read)
            if found:
                self.read = found.end()
                return found
            if not self.hear(0.2) and self.process.poll() is not None:
                return None
        return None

    def hear(self, seconds):
        ready, _, _ = select.select([self.master], [], [], seconds)
        if not ready:
            return False
        try:
            heard = os.read(self.master, 65536).decode(errors="replace")
        except OSError:  # the other end is closed
            return False
        self.text += heard
        return bool(heard)

    def says(self, answer):
        os.write(self.master, f"{answer}\n".encode())

    def presses_ctrl_c(self):
        self.process.send_signal(signal.SIGINT)

    def sees_it_end(self):
        status = self.process.wait(60)
        while self.hear(0.2):
            pass
        return status
