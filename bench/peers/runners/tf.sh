. "$PEERS_HOME/runners/jvm.sh"
export TF_CPP_MIN_LOG_LEVEL=2
# Operations side by side help where independent gradients are large, and cost where operations are small.
beside=1
case $1 in W2 | W4 | W5 | W6) beside=$2 ;; esac
run_peer tf tf.TensorFlowGraphs -Dpeers.beside="$beside" -- "$@"
