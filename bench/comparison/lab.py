"""Where servers are started, put under load and stopped; whatever happens, nothing of it is left."""
import ctypes
import json
import os
import re
import resource
import shutil
import signal
import socket
import subprocess
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))
PEERS = os.path.join(ROOT, "bench", "peers")
PYTHON = "/usr/bin/python3"
NAMES = ["Alford", "Ball", "Hamilton", "Holiday", "Welsh"]
RING = [(0, 2), (0, 4), (1, 3), (1, 4), (2, 3)]
START_SECONDS = 240  # Three nodes of Cassandra take 30 on an idle machine.
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


class Failure(Exception):
    """What could not be measured, and the cure."""


def die_with_parent():
    """In a child: it has a process group of its own, against Ctrl-C, but no session: Linux shares time out by session."""
    os.setpgrp()
    ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)


class Lab:
    def __init__(self, first_port, seconds, warm_up, quick):
        self.first_port = first_port
        self.next_port = first_port
        self.seconds = seconds
        self.warm_up = warm_up
        self.quick = quick
        self.running = []
        self.count = 0
        self.java = None

    def __enter__(self):
        self.dir = tempfile.mkdtemp(prefix="herd-compare-")
        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        self.descriptors = hard
        return self

    def __exit__(self, *_):
        signals = [signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, signal.SIGTERM)]
        self.stop_all()
        shutil.rmtree(self.dir, ignore_errors=True)
        for number, handler in zip((signal.SIGINT, signal.SIGTERM), signals):
            signal.signal(number, handler)

    # --- Building ---

    def build(self):
        """Builds the jar, the bare echos and the file of places."""
        self.run([os.path.join(ROOT, "bin", "herd"), "--version"])
        told = self.run([os.path.join(ROOT, "bin", "herd"), "--version"], env={"HERD_OPTS": "-XshowSettings:properties"})
        self.java = re.search(r"java\.home = (.*)", told)[1].strip()
        self.jar = os.path.join(self.dir, "proxyherd.jar")
        shutil.copy(os.path.join(ROOT, "server", "target", "proxyherd.jar"), self.jar)
        classes = os.path.join(self.dir, "classes")
        sources = os.path.join(ROOT, "bench", "src", "main", "java", "io", "proxyherd", "bench", "peers")
        names = [os.path.join(sources, name) for name in ("NettyEcho.java", "PlaceExport.java")]
        self.run([os.path.join(self.java, "bin", "javac"), "-cp", self.jar, "-d", classes] + names)
        self.class_path = self.jar + os.pathsep + classes
        self.places = os.path.join(self.dir, "places.txt")
        self.run(self.java_command(["-cp", self.class_path, "io.proxyherd.bench.peers.PlaceExport", self.places]))
        if not self.quick:
            self.echo = os.path.join(self.dir, "echo")
            self.run(["gcc", "-O2", "-o", self.echo, os.path.join(PEERS, "echo.c")])

    def java_command(self, arguments):
        quiet = ["--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED"]
        return [os.path.join(self.java, "bin", "java")] + quiet + arguments

    def run(self, command, env=None, timeout=600, text=None):
        """Runs a command to its end; what it printed."""
        with subprocess.Popen(
            command,
            cwd=self.dir,
            env={**os.environ, **(env or {})},
            stdin=subprocess.PIPE if text else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=die_with_parent,
        ) as process:
            try:
                out, _ = process.communicate(text, timeout)
            except BaseException as e:
                os.killpg(process.pid, signal.SIGKILL)
                if isinstance(e, subprocess.TimeoutExpired):
                    raise Failure(f"{' '.join(command)}: not done within {timeout} s") from e
                raise
        if process.returncode:
            raise Failure(f"{' '.join(command)} failed: {out.strip()[-2000:]}")
        return out

    # --- Servers ---

    def ports(self, count):
        """Ports in turn, so that none is used again while the last connections to it time out."""
        if self.next_port + count > self.first_port + 200:
            self.next_port = self.first_port
        first = self.next_port
        self.next_port += count
        return list(range(first, first + count))

    def start(self, command, port, env=None, log=None):
        """Starts a server, and waits until it listens at the port."""
        self.count += 1
        name = log or os.path.join(self.dir, f"{self.count}.log")
        with open(name, "ab") as out:
            process = subprocess.Popen(
                command,
                cwd=self.dir,
                env={**os.environ, **(env or {})},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                    preexec_fn=die_with_parent,
            )
        self.running.append(process)
        self.await_port(process, port, command, name)
        return process

    def await_port(self, process, port, command, log):
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if process.poll() is not None:
                with open(log, encoding="utf-8", errors="replace") as file:
                    raise Failure(f"{' '.join(command)} ended: {file.read()[-2000:]}")
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise Failure(f"{' '.join(command)}: nobody listens at port {port} after {START_SECONDS} s")

    def stop_all(self):
        for process in self.running:
            if process.poll() is None:
                process.terminate()
        for process in self.running:
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self.running.clear()

    def bench(self, ports, protocol, *more, clients=20_000, connections=50, depth=32, seconds=None):
        """Puts load on servers; the generator's figures."""
        figures = os.path.join(self.dir, "figures.json")
        seconds = self.seconds if seconds is None else seconds
        command = ["-Xmx2g", "-jar", self.jar, "bench", "--quiet", "--protocol", protocol, "--json", figures]
        command += ["--to", ",".join(f"127.0.0.1:{port}" for port in ports), "--clients", clients]
        command += ["--connections", connections, "--depth", depth, "--duration", f"{seconds} s"]
        command += ["--warm-up", f"{self.warm_up} s", "--timeout", "120 s", *more]
        self.run(self.java_command([str(word) for word in command]))
        with open(figures, encoding="utf-8") as file:
            return json.load(file)
