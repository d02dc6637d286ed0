"""What is measured: a row has contenders, and a figure for each in each round."""
import os
import re
import statistics
import subprocess
import sys

from . import contenders
from .contenders import NAMES, RedisClient, herd
from .lab import Failure, die_with_parent

MIB = 1 << 20


def median(figures, key):
    return statistics.median(figure[key] for figure in figures)


class Row:
    unit = "/s"

    def before(self, lab, data):
        """Looks whether it can be measured."""

    def brief(self, figure):
        return "  ".join(f"{key} {value:,.6g}" for key, value in figure.items() if isinstance(value, (int, float)))

    def with_server(self, lab, start, measure):
        """Starts, measures, stops."""
        try:
            return measure(start(lab))
        finally:
            lab.stop_all()


class Throughput(Row):
    """The same load on servers that take turns; commands a second."""

    def __init__(self, title, starts, informed=False, **load):
        self.title = title
        self.starts = starts
        self.informed = informed
        self.load = load

    def contenders(self, lab):
        return [name for name in self.starts if not lab.quick or name == "herd"]

    def measure(self, lab, contender, data):
        def load(server):
            return rate(lab.bench(server.ports, server.protocol, "--pid", server.pids(), **self.load), self.informed)

        return self.with_server(lab, self.starts[contender], load)


def rate(told, informed=False):
    counted = told["informed"] if informed else told["measured"]
    figure = {"rate": counted["perSecond"], "answered": told["measured"]["perSecond"]}
    figure.update({key: told["latency"][key] / 1000 for key in ("p50", "p99", "p999")})
    for process in ("server", "generator"):
        if told.get(process):
            figure[process + "Cores"] = told[process]["cores"]
            figure[process + "Micros"] = told[process]["microsPerCommand"]
    return figure


class Visible(Row):
    title = "p99 until visible on all five servers, at a quarter of the top rate"
    unit = "ms"

    def before(self, lab, data):
        if "a" not in data["rows"]:
            raise Failure("row e needs the top rate of row a; measure a first, or both: --rows a,e")

    def contenders(self, lab):
        return ["herd"]

    def measure(self, lab, contender, data):
        top = median(data["rows"]["a"]["figures"]["herd"], "rate")

        def load(server):
            told = lab.bench(
                server.ports, "herd", "--rate", int(top / 4), "--probes", 50, "--pid", server.pids(),
                seconds=2 * lab.seconds,
            )
            return {
                "rate": told["measured"]["perSecond"],
                **{key: told["visible"][key] / 1000 for key in ("p50", "p90", "p99", "max")},
                "acknowledgedP99": told["latency"]["p99"] / 1000,
                "lateP99": told["lag"]["p99"] / 1000,
                "questionP50": told["question"]["p50"] / 1000,
                "questionP99": told["question"]["p99"] / 1000,
                "samples": told["visible"]["count"],
                "serverCores": told["server"]["cores"],
            }

        return self.with_server(lab, contenders.herd_of_five, load)


def resident(pid):
    with open(f"/proc/{pid}/status", encoding="utf-8") as file:
        return 1024 * int(re.search(r"VmRSS:\s+(\d+)", file.read())[1])


def heap_after_gc(lab, process):
    jcmd = os.path.join(lab.java, "bin", "jcmd")
    lab.run([jcmd, str(process.pid), "GC.run"])
    told = lab.run([jcmd, str(process.pid), "GC.heap_info"])
    return 1024 * int(re.search(r"used (\d+)K", told)[1])


class Memory(Row):
    clients = 1_000_000
    title = "memory per client, a million clients with IDs of 20 bytes"
    unit = "B"

    def contenders(self, lab):
        return ["herd", "Redis GEO + hash"]

    def measure(self, lab, contender, data):
        return self.of_herd(lab) if contender == "herd" else self.of_redis(lab)

    def fill(self, lab, server):
        lab.bench(server.ports, server.protocol, clients=self.clients, seconds=0)

    def of_herd(self, lab):
        def load(server):
            lab.bench(server.ports, "herd", clients=50, seconds=0)
            before = heap_after_gc(lab, server.process), resident(server.process.pid)
            self.fill(lab, server)
            return self.figure(before, (heap_after_gc(lab, server.process), resident(server.process.pid)))

        settings = f"reports: {{max-clients: {2 * self.clients}}}\n"
        return self.with_server(lab, lambda lab: herd(lab, NAMES[:1], [], settings), load)

    def of_redis(self, lab):
        def load(server):
            client = RedisClient(server.ports[0])
            before = client.info("used_memory"), resident(server.process.pid)
            self.fill(lab, server)
            # What an AT line holds beside the client, in the leanest form: one hash, a field for each client.
            payload = "Alford +0.263873386 +34.068930-118.445127 1479413884.392014450"
            client.all(["HSET", "payload", f"client-{i:013d}", payload] for i in range(self.clients))
            return self.figure(before, (client.info("used_memory"), resident(server.process.pid)))

        return self.with_server(lab, contenders.redis, load)

    def figure(self, before, after):
        return {
            "rate": (after[0] - before[0]) / self.clients,
            "residentEach": (after[1] - before[1]) / self.clients,
            "residentMiB": after[1] / MIB,
        }


class Stores(Row):
    """Where reports are kept: on the servers of the herd, or in Cassandra."""

    title = "the herd's own store, and three nodes of Cassandra behind the same five servers"
    slow_rate = 1_000
    depth = 4  # More is refused: Cassandra has two hundred to do then.
    starts = {"herd": contenders.herd_of_five, "herd on Cassandra": contenders.herd_on_cassandra}

    def contenders(self, lab):
        return list(self.starts)

    def measure(self, lab, contender, data):
        def load(server):
            before = processor_seconds([server.process.pid]), processor_seconds(server.nodes)
            told = lab.bench(server.ports, "herd", "--pid", server.pids(), depth=self.depth)
            used = processor_seconds([server.process.pid]) - before[0], processor_seconds(server.nodes) - before[1]
            figure = rate(told)
            figure["nodesMicros"] = figure["serverMicros"] * used[1] / sum(used)
            slow = lab.bench(server.ports, "herd", "--rate", self.slow_rate, depth=self.depth)["latency"]
            figure["slowP50"], figure["slowP99"] = slow["p50"] / 1000, slow["p99"] / 1000
            figure["questions"] = lab.bench(server.ports, "herd", "--whatsat", 100, depth=self.depth)["measured"]["perSecond"]
            figure["nodesMiB"] = sum(resident(pid) for pid in server.nodes) / MIB
            return figure

        return self.with_server(lab, self.starts[contender], load)


def processor_seconds(pids):
    """What the processes have used so far."""
    ticks = 0
    for pid in pids:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
            ticks += sum(int(word) for word in file.read().rpartition(")")[2].split()[11:13])
    return ticks / os.sysconf("SC_CLK_TCK")


class Nearby(Row):
    title = "WHATSAT/s, the 20 nearest within 10 km, on the same 190,000 places"
    # Redis refuses latitudes beyond this.
    greatest_latitude = 85.0
    depth = 8

    def contenders(self, lab):
        return ["herd", "Redis GEOSEARCH"]

    def before(self, lab, data):
        with open(lab.places, encoding="utf-8") as file:
            self.places = [line.split() for line in file]
        self.places = [place for place in self.places if abs(float(place[1])) < self.greatest_latitude]
        self.positions = os.path.join(lab.dir, "positions.txt")
        with open(self.positions, "w", encoding="utf-8") as file:
            for _, latitude, longitude in self.places[::9]:
                file.write(f"{latitude} {longitude}\n")

    def measure(self, lab, contender, data):
        def load(server):
            if server.protocol == "redis":
                client = RedisClient(server.ports[0])
                client.all(["GEOADD", "places", longitude, latitude, ident] for ident, latitude, longitude in self.places)
            told = lab.bench(
                server.ports, server.protocol, "--whatsat", 100, "--radius", 10, "--limit", 20,
                "--positions", self.positions, "--pid", server.pids(), depth=self.depth,
            )
            figure = rate(told)
            if server.protocol == "redis":
                near = [len(client.search(place[2], place[1])) for place in self.places[::997]]
                figure["placesEach"] = statistics.mean(near)
            return figure

        return self.with_server(lab, contenders.herd_of_one if contender == "herd" else contenders.redis, load)


class Idle(Row):
    connections = 50_000
    rate = 2_000
    title = "50,000 idle connections"
    unit = "B"

    def contenders(self, lab):
        return ["herd"]

    def measure(self, lab, contender, data):
        # As many processes as it takes with the descriptors that one may have.
        servers = -(-self.connections // (lab.descriptors - 1_000))
        each = -(-self.connections // servers)
        links = [(i, (i + 1) % servers) for i in range(servers)] if servers > 2 else [(0, 1)][: servers - 1]
        return self.with_server(
            lab, lambda lab: herd(lab, NAMES[:servers], links, one_process=False), lambda server: self.hold(lab, server, each)
        )

    def hold(self, lab, server, each):
        self.p99(lab, server)  # Warm, and with a heap that has its size.
        without = self.p99(lab, server)
        before = self.memory(lab, server)
        holders = [hold_idle(port, each) for port in server.ports]
        try:
            after = self.memory(lab, server)
            with_idle = self.p99(lab, server)
        finally:
            for holder in holders:
                holder.kill()
                holder.wait()
        count = each * len(server.ports)
        return {
            "rate": (after[1] - before[1]) / count,
            "heapEach": (after[0] - before[0]) / count,
            "connections": count,
            "processes": len(server.ports),
            "p99Without": without["p99"] / 1000,
            "p99With": with_idle["p99"] / 1000,
            "p50Without": without["p50"] / 1000,
            "p50With": with_idle["p50"] / 1000,
        }

    def p99(self, lab, server):
        return lab.bench(server.ports[:1], "herd", "--rate", self.rate, connections=10, clients=1000, seconds=2 * lab.seconds)["latency"]

    @staticmethod
    def memory(lab, server):
        return [sum(of(process) for process in server.processes) for of in (lambda each: heap_after_gc(lab, each), lambda each: resident(each.pid))]


def hold_idle(port, count):
    """A process that holds so many connections until it is killed."""
    script = os.path.join(os.path.dirname(os.path.realpath(__file__)), "idle.py")
    holder = subprocess.Popen(
        [sys.executable, script, str(port), str(count)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=die_with_parent,
    )
    told = holder.stdout.readline().strip()
    if told != "open":
        holder.kill()
        raise Failure(f"only some of {count} idle connections came about ({told}); look at ulimit -n")
    return holder


class Growth(Row):
    title = "cost growth: servers in one process, and clients"

    def contenders(self, lab):
        servers = [f"{count} servers" for count in (1, 5, 25, 50)]
        return servers + [f"10^{power} clients" for power in range(3, 8)]

    def measure(self, lab, contender, data):
        if contender.endswith("servers"):
            return self.of_servers(lab, int(contender.split()[0]))
        return self.of_clients(lab, 10 ** int(contender.split()[0][3:]))

    @staticmethod
    def of_servers(lab, count):
        # Each is linked with the one of twice its number and the one after that: any two are a few links apart.
        pairs = {tuple(sorted((i, j % count))) for i in range(count) for j in (2 * i, 2 * i + 1, i + 1)}
        links = sorted(pair for pair in pairs if pair[0] != pair[1])

        def load(server):
            figure = rate(lab.bench(server.ports, "herd", "--pid", server.pids()), informed=True)
            told = lab.bench(server.ports, "herd", "--rate", 1000, "--probes", 20)
            figure["visibleP50"] = told["visible"]["p50"] / 1000
            figure["visibleP99"] = told["visible"]["p99"] / 1000
            return figure

        names = [f"S{i:02d}" for i in range(count)]
        return Row().with_server(lab, lambda lab: herd(lab, names, links), load)

    @staticmethod
    def of_clients(lab, clients):
        def load(server):
            return rate(lab.bench(server.ports, "herd", "--pid", server.pids(), clients=clients))

        settings = "reports: {max-clients: 20000000}\n"
        return Row().with_server(lab, lambda lab: herd(lab, NAMES[:1], [], settings, options="-Xmx8g"), load)


ROWS = {
    "a": Throughput(
        "IAMAT/s, five servers, all informed, pipelined",
        {
            "herd": contenders.herd_of_five,
            "Twisted": contenders.twisted,
            "Twisted by lines": contenders.twisted_lines,
            "Node": contenders.node,
        },
        informed=True,
    ),
    "b": Throughput(
        "IAMAT/s, one server, pipelined (50 connections, 32 deep)",
        {
            "herd": contenders.herd_of_one,
            "Redis": contenders.redis,
            "Netty echo": contenders.netty_echo,
            "C echo": contenders.c_echo,
        },
        clients=100_000,
    ),
    "c": Throughput(
        "IAMAT/s, one server, one outstanding on each of 64 connections",
        {"herd": contenders.herd_of_one, "Netty echo": contenders.netty_echo, "C echo": contenders.c_echo},
        clients=100_000,
        connections=64,
        depth=1,
    ),
    "e": Visible(),
    "f": Memory(),
    "g": Nearby(),
    "h": Idle(),
    "i": Growth(),
    "j": Stores(),
}
