. "$PEERS_HOME/runners/jvm.sh"
run_peer blas blas.Blas -Dpeers.blas=openblas -- "$@"
