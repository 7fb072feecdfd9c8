# Read by the scripts of this folder, with the repository as working folder: finds a JDK, builds the benchmarks, runs a class.

fail() {
  printf '%s\n' "$1" >&2
  exit 1
}

jdk=
for folder in "${JAVA_HOME:-}" /usr/lib/jvm/* /usr/java/* /opt/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/.sdkman/candidates/java/*; do
  [ -x "$folder/bin/javac" ] && grep -q '^JAVA_VERSION="25' "$folder/release" 2>/dev/null && jdk=$folder && break
done
[ -n "$jdk" ] || fail "bench: needs a JDK 25 and found none; set JAVA_HOME to it"

cache=bench/target/adjoint.aot

jars() {
  classes=
  for jar in */target/quick/adjoint-*-SNAPSHOT.jar; do
    classes=$classes${classes:+:}$jar
  done
}

build() {
  mkdir -p bench/target
  jars
  # A pattern that matched nothing, a source newer than the jar, or a missing jar: build.
  jar=bench/target/quick/adjoint-bench-0.1.0-SNAPSHOT.jar
  if [ ! -f "$jar" ] || [ -n "$(find pom.xml ./*/pom.xml ./*/src/main -newer "$jar" 2>/dev/null | head -n 1)" ]; then
    printf 'bench: building ...\n' >&2
    JAVA_HOME=$jdk mvn -B -q -Pquick -pl bench -am -Dmaven.test.skip=true package >bench/target/build.log 2>&1 </dev/null \
      || { cat bench/target/build.log >&2; fail "bench: the build failed"; }
    touch "$jar"
    rm -f "$cache"
    jars
  fi
}

# The classes that the JVM loads in one short run are kept for the measured ones, as ./adjoint does for its users.
warm_up() {
  [ -f "$cache" ] && return
  PEER_WARMUP_S=1 PEER_REPEAT_S=0 "$jdk/bin/java" -XX:+UseSerialGC -XX:AOTCacheOutput="$cache" --add-modules jdk.incubator.vector \
    -Dadjoint.threads=1 -cp "$classes" dev.adjoint.bench.workload.Runner W1 1 >bench/target/warm-up.log 2>&1 </dev/null || rm -f "$cache"
}

run() {
  "$jdk/bin/java" ${vectors:-} --add-modules jdk.incubator.vector -Xlog:disable -Xlog:all=warning:stderr -Djava.awt.headless=true \
    -Dadjoint.commit="$(git log -1 --format=%h 2>/dev/null)" -Dadjoint.aot="$cache" -cp "$classes" "$@"
}
