# Read by the scripts of this folder. run_peer MODULE MAIN [JVM OPTION]... -- WORKLOAD THREADS
# bench/compare sets PEERS_HOME (this project) and PEER_JAVA (the JVM that Adjoint runs on, too).
run_peer() {
  module=$1 main=$2
  shift 2
  options=()
  while [ "$1" != -- ]; do
    options+=("$1")
    shift
  done
  shift
  target=$PEERS_HOME/$module/target
  exec "$PEER_JAVA" -Xmx2g --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -XX:ErrorFile="$PEERS_HOME/target/hs_err_%p.log" -XX:-CreateCoredumpOnCrash \
    -Dorg.bytedeco.javacpp.cachedir="$PEERS_HOME/target/javacpp" "${options[@]}" \
    -cp "$target/classes:$target/lib/*" "dev.adjoint.peers.$main" "$@"
}
