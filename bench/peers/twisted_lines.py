#!/usr/bin/env python3
"""The same server as Twisted's own documentation would have it: a LineOnlyReceiver that sends each line when it is there."""
from twisted.protocols.basic import LineOnlyReceiver

import twisted_herd


class Sent:
    """What twisted_herd gathers, sent at once."""

    def __init__(self, connection):
        self.connection = connection

    def append(self, line):
        self.connection.transport.write(line)

    def extend(self, lines):
        for line in lines:
            self.append(line)

    def __bool__(self):
        return False


class LineConnection(LineOnlyReceiver, twisted_herd.Connection):
    delimiter = b"\n"
    MAX_LENGTH = twisted_herd.LONGEST_LINE

    def __init__(self, herd, dialled=False):
        twisted_herd.Connection.__init__(self, herd, dialled)
        self.out = Sent(self)

    def connectionMade(self):
        twisted_herd.Connection.connectionMade(self)

    def dataReceived(self, data):
        return LineOnlyReceiver.dataReceived(self, data)

    def lineReceived(self, line):
        self.handle(line)


if __name__ == "__main__":
    twisted_herd.main(LineConnection)
