"""Those who are compared: each starts on ports of its own, and says where it listens and which process it is."""
import os
import shutil
import socket
import subprocess
import time

from .lab import NAMES, PEERS, PYTHON, RING, ROOT, Failure


class Started:
    def __init__(self, ports, processes, protocol="herd"):
        self.ports = ports
        self.processes = processes
        self.process = processes[0]
        self.protocol = protocol

        self.nodes = []  # Processes that work for them.

    def pids(self):
        return ",".join(str(pid) for pid in [process.pid for process in self.processes] + self.nodes)


def herd(lab, names, links, settings="", options="", one_process=True, more=()):
    """Our own servers, as they are configured by default but for the log, which does not hold each line.

    more: arguments of herd up.
    """
    directory = os.path.join(lab.dir, f"herd-{lab.count}")
    os.makedirs(directory)
    kept = os.path.join(lab.dir, "index")
    if os.path.isdir(kept):
        shutil.copytree(kept, os.path.join(directory, "places"))
    ports = lab.ports(2 * len(names))
    lines = [f"data-dir: {directory}", "log: {level: info}", "servers:"]
    for i, name in enumerate(names):
        lines.append(f"  {name}: {{port: {ports[2 * i]}, peer-port: {ports[2 * i + 1]}, http-port: off}}")
    if links:
        lines.append("links: [" + ", ".join(f"[{names[a]}, {names[b]}]" for a, b in links) + "]")
    config = os.path.join(directory, "herd.yaml")
    with open(config, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n" + settings)
    started = []
    for i, name in enumerate(["up"] if one_process else names):
        each = ["up", *more] if one_process else ["serve", name]
        command = lab.java_command([*options.split(), "-jar", lab.jar, *each, "--config", config])
        port = ports[-2] if one_process else ports[2 * i]
        started.append(lab.start(command, port, log=os.path.join(directory, f"{name}.out")))
    for process, name in zip(started, ["up"] if one_process else names):
        await_text(process, os.path.join(directory, f"{name}.out"), " is up")
    if not os.path.isdir(kept):
        shutil.copytree(os.path.join(directory, "places"), kept)
    return Started(ports[::2], started)


def await_text(process, log, text):
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        with open(log, encoding="utf-8", errors="replace") as file:
            told = file.read()
        if text in told:
            return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    raise Failure(f"a server did not say {text!r}: {told[-2000:]}")


def herd_of_five(lab):
    return herd(lab, NAMES, RING)


def herd_on_cassandra(lab):
    """The same servers and, on the same machine, three nodes of Cassandra, whose processes come behind that of the servers."""
    libraries = os.path.join(ROOT, "cassandra", "target", "lib")
    lab.run(["mvn", "-q", "-f", os.path.join(ROOT, "cassandra", "pom.xml"), "generate-resources"])
    # The nodes of a trial save processor time at their start; here they are to be quick.
    os.environ["_JAVA_OPTIONS"] = "-XX:TieredStopAtLevel=4"
    try:
        started = herd(
            lab, NAMES, RING, settings="cassandra: {timeout: 30 s}\n", options=f"-Dherd.cassandra.lib={libraries}",
            more=("--store", "cassandra", "--cassandra-port", str(lab.ports(20)[0])),
        )
    finally:
        del os.environ["_JAVA_OPTIONS"]
    started.nodes = children(started.process.pid)
    return started


def children(parent):
    told = subprocess.run(["ps", "--no-headers", "-o", "pid", "--ppid", str(parent)], capture_output=True, text=True, check=False)
    return [int(pid) for pid in told.stdout.split()]


def herd_of_one(lab):
    return herd(lab, NAMES[:1], [])


def peers_of_five(lab, command):
    """A process for each server; of two linked ones the first dials."""
    ports = lab.ports(5)
    processes = []
    for i, name in enumerate(NAMES):
        dialled = [str(ports[b]) for a, b in RING if a == i]
        processes.append(lab.start([*command, name, str(ports[i]), *dialled], ports[i]))
    time.sleep(1)  # Each dials again within 0.2 s until the other is there.
    return Started(ports, processes)


def twisted(lab, script="twisted_herd.py"):
    if subprocess.run([PYTHON, "-c", "import twisted"], capture_output=True, check=False).returncode:
        raise Failure("Twisted is missing; install python3-twisted, or leave row a out")
    return peers_of_five(lab, [PYTHON, os.path.join(PEERS, script)])


def twisted_lines(lab):
    return twisted(lab, "twisted_lines.py")


def node(lab):
    return peers_of_five(lab, ["node", os.path.join(PEERS, "node_herd.js")])


def redis(lab):
    """Redis with the durability of our default: what is acknowledged is written, and synced within a second."""
    directory = os.path.join(lab.dir, f"redis-{lab.count}")
    os.makedirs(directory)
    port = lab.ports(1)[0]
    settings = {"port": port, "bind": "127.0.0.1", "dir": directory, "save": "", "appendonly": "yes", "appendfsync": "everysec"}
    command = ["redis-server"] + [word for key, value in settings.items() for word in ("--" + key, str(value))]
    return Started([port], [lab.start(command, port)], "redis")


def netty_echo(lab):
    port = lab.ports(1)[0]
    command = ["-cp", lab.class_path, "io.proxyherd.bench.peers.NettyEcho", str(port)]
    return Started([port], [lab.start(lab.java_command(command), port)], "echo")


def c_echo(lab):
    port = lab.ports(1)[0]
    return Started([port], [lab.start([lab.echo, str(port)], port)], "echo")


class RedisClient:
    """Sends commands to Redis, a thousand at a time."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), 60)
        self.input = self.socket.makefile("rb")

    def all(self, commands):
        batch = []
        for command in commands:
            words = [word.encode() for word in command]
            batch.append(b"*%d\r\n" % len(words) + b"".join(b"$%d\r\n%b\r\n" % (len(word), word) for word in words))
            if len(batch) == 1000:
                self.send(batch)
        self.send(batch)

    def send(self, batch):
        self.socket.sendall(b"".join(batch))
        for _ in batch:
            answer = self.input.readline()
            if not answer.startswith((b":", b"+")):
                raise Failure(f"Redis says {answer!r}")
        batch.clear()

    def info(self, name):
        self.socket.sendall(b"INFO memory\r\n")
        length = int(self.input.readline()[1:])
        text = self.input.read(length + 2).decode()
        return int(next(line for line in text.splitlines() if line.startswith(name + ":")).partition(":")[2])

    def search(self, longitude, latitude):
        """The ids of the 20 nearest places within 10 km."""
        words = f"GEOSEARCH places FROMLONLAT {longitude} {latitude} BYRADIUS 10 km ASC COUNT 20".split()
        self.socket.sendall((" ".join(words) + "\r\n").encode())
        count = int(self.input.readline()[1:])
        ids = []
        for _ in range(count):
            length = int(self.input.readline()[1:])
            ids.append(self.input.read(length + 2)[:-2].decode())
        return ids
