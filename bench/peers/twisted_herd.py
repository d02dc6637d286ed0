#!/usr/bin/env python3
"""One server of a herd in Twisted: python3 twisted_herd.py NAME PORT [PEER=PORT ...]

It dials the peers that it is given and takes connections from others; every connection stays open. The first line of
a peer is "PEER <name>"; from then on both ends send it "AT ..." lines. What is newer than what is known is kept and
passed on to all other peers. Everything is in memory. Written to be compared with, so without needless work: lines of
one read are handled in one go, and what they cause is written once for each connection.
"""
import re
import sys
import time

try:
    from twisted.internet import epollreactor
    epollreactor.install()
except ImportError:
    pass
from twisted.internet import protocol, reactor

IAMAT = re.compile(rb"\s*IAMAT\s+(\S{1,256})\s+(([+-]\d{1,2}(?:\.\d+)?)([+-]\d{1,3}(?:\.\d+)?))\s+((\d{1,12})(?:\.(\d{1,18}))?)\s*$").match
WHATSAT = re.compile(rb"\s*WHATSAT\s+(\S{1,256})\s+(\d{1,2}(?:\.\d+)?)\s+(\d{1,2})\s*$").match
NO_PLACES = b'{"html_attributions":[],"results":[],"status":"ZERO_RESULTS"}'
LONGEST_LINE = 4096


def moment(seconds, fraction):
    """A time as bytes that compare as the times do."""
    return seconds.rjust(12, b"0") + (fraction or b"").ljust(18, b"0")


class Herd:
    def __init__(self, name):
        self.name = name
        self.reports = {}  # client -> (moment, AT line with its LF)
        self.peers = set()
        self.touched = set()  # peers with something to send

    def offer(self, client, when, at, source):
        """Keeps and passes on what is newer, and of equal times the greater line."""
        known = self.reports.get(client)
        report = (when, at)
        if known is None or report > known:
            self.reports[client] = report
            for peer in self.peers:
                if peer is not source:
                    peer.out.append(at)
                    self.touched.add(peer)

    def flush(self):
        for peer in self.touched:
            peer.flush()
        self.touched.clear()


class Connection(protocol.Protocol):
    noisy = False

    def __init__(self, herd, dialled=False):
        self.herd = herd
        self.dialled = dialled
        self.rest = b""
        self.out = []
        self.handle = self.from_client

    def connectionMade(self):
        self.transport.setTcpNoDelay(True)
        if self.dialled:
            self.out.append(b"PEER " + self.herd.name + b"\n")
            self.become_peer()
            self.flush()

    def become_peer(self):
        self.handle = self.from_peer
        self.out.extend(at for _, at in self.herd.reports.values())
        self.herd.peers.add(self)

    def connectionLost(self, reason):
        self.herd.peers.discard(self)
        self.herd.touched.discard(self)
        if self.dialled:
            reactor.callLater(0.2, self.factory.dial)

    def dataReceived(self, data):
        lines = (self.rest + data if self.rest else data).split(b"\n")
        self.rest = lines.pop()
        for line in lines:
            self.handle(line)
        if len(self.rest) > LONGEST_LINE:
            self.transport.loseConnection()
        self.flush()
        self.herd.flush()

    def flush(self):
        if self.out:
            self.transport.write(b"".join(self.out))
            self.out.clear()

    def from_client(self, line):
        told = IAMAT(line)
        if told:
            client, location, latitude, longitude, when, seconds, fraction = told.groups()
            if abs(float(latitude)) <= 90 and abs(float(longitude)) <= 180:
                at = b"AT %b %+.9f %b %b %b\n" % (self.herd.name, time.time() - float(when), client, location, when)
                self.herd.offer(client, moment(seconds, fraction), at, None)
                self.out.append(at)
                return
        asked = WHATSAT(line)
        if asked and 0 < float(asked[2]) <= 50 and 1 <= int(asked[3]) <= 20:
            known = self.herd.reports.get(asked[1])
            if known:
                self.out.append(known[1] + NO_PLACES + b"\n\n")
                return
        if line.startswith(b"PEER "):
            self.become_peer()
        elif line.strip():
            self.out.append(b"? " + line + b"\n")

    def from_peer(self, line):
        fields = line.split()
        if len(fields) == 6 and fields[0] == b"AT":
            seconds, _, fraction = fields[5].partition(b".")
            self.herd.offer(fields[3], moment(seconds, fraction), line + b"\n", self)


class Clients(protocol.ServerFactory):
    noisy = False

    def __init__(self, herd, connection):
        self.herd = herd
        self.connection = connection

    def buildProtocol(self, address):
        return self.connection(self.herd)


class Dialler(protocol.ClientFactory):
    noisy = False

    def __init__(self, herd, connection, port):
        self.herd = herd
        self.connection = connection
        self.port = port

    def dial(self):
        reactor.connectTCP("127.0.0.1", self.port, self)

    def buildProtocol(self, address):
        connection = self.connection(self.herd, dialled=True)
        connection.factory = self
        return connection

    def clientConnectionFailed(self, connector, reason):
        reactor.callLater(0.2, self.dial)


def main(connection=Connection):
    herd = Herd(sys.argv[1].encode())
    reactor.listenTCP(int(sys.argv[2]), Clients(herd, connection), backlog=4096, interface="127.0.0.1")
    for port in sys.argv[3:]:
        Dialler(herd, connection, int(port)).dial()
    reactor.run()


if __name__ == "__main__":
    main()
