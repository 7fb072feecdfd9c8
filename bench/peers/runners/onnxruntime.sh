. "$PEERS_HOME/runners/jvm.sh"
# PEER_MODELS is the folder of Adjoint's networks as ONNX files, which bench/compare writes.
run_peer onnxruntime onnxruntime.OnnxRuntime -Dpeers.models="$PEER_MODELS" -- "$@"
