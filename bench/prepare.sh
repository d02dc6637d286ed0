# Sourced by the scripts beside it: from the root, $jar with the benchmarks as the sources are now, $java a Java 25
# (HERD_JAVA, else one of /usr/lib/jvm, else that of JAVA_HOME or of the path), and redis PORT.
cd "$(dirname "$0")/.."
jar=bench/target/benchmarks.jar
if [ ! -f "$jar" ] ||
  [ -n "$(find pom.xml bench/pom.xml core/src/main sim/src/main server/src/main bench/src/main -newer "$jar" | head -n 1)" ]; then
  mvn -q -DskipTests package -pl bench -am
fi
java=${HERD_JAVA:-$(find /usr/lib/jvm/*25* -maxdepth 2 -name java -path '*/bin/*' 2>/dev/null | head -n 1)}
java=${java:-${JAVA_HOME:+$JAVA_HOME/bin/}java}

# Starts a Redis on that port of the loopback that keeps nothing on disk, and ends it with the script.
redis() {
  redis-server --bind 127.0.0.1 --port "$1" --save '' --appendonly no >/dev/null &
  redis=$!
  trap 'kill $redis 2>/dev/null || :' EXIT
  until redis-cli -p "$1" ping >/dev/null 2>&1; do
    kill -0 $redis 2>/dev/null || { echo "$0: redis-server does not start on port $1: is it in use?" >&2; exit 1; }
    sleep 0.1
  done
}
