. "$PEERS_HOME/runners/jvm.sh"
export DJL_CACHE_DIR=$PEERS_HOME/target/djl
run_peer djl djl.Djl -- "$@"
