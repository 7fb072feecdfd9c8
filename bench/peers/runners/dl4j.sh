. "$PEERS_HOME/runners/jvm.sh"
# Threads that sleep instead of spinning against OpenBLAS's own: two threads are twice as fast.
export OMP_WAIT_POLICY=passive
# The layers' oneDNN versions, off in this release unless asked for (see Nd4jCpu).
run_peer dl4j dl4j.Dl4j -Dorg.eclipse.deeplearning4j.helpers.disable=false -- "$@"
