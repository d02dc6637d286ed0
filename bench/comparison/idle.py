"""Holds connections that say nothing: python3 idle.py PORT COUNT; says "open" once all are, and waits to be killed."""
import resource
import signal
import socket
import sys

FROM_ONE_ADDRESS = 20_000  # One address has 28,000 ports.


def main():
    port, count = int(sys.argv[1]), int(sys.argv[2])
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    held = []
    try:
        for i in range(count):
            connection = socket.socket()
            # The port is chosen when the other end is known, so that others may use it, too.
            connection.setsockopt(socket.IPPROTO_IP, 24, 1)  # IP_BIND_ADDRESS_NO_PORT
            connection.bind((f"127.0.0.{2 + i // FROM_ONE_ADDRESS}", 0))
            connection.connect(("127.0.0.1", port))
            held.append(connection)
    except OSError as e:
        print(f"{len(held)} of {count}: {e}", flush=True)
        return
    print("open", flush=True)
    signal.pause()


main()
