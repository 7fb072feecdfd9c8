. "$PEERS_HOME/runners/jvm.sh"
# MKL on libtorch's own OpenMP in OpenBLAS's place: OpenBLAS's threads and libtorch's fight for the processors, and the single
# row of W7 takes OpenBLAS five times as long.
export MKL_THREADING_LAYER=GNU
# The runner frees what a step allocates; JavaCPP's own bookkeeping would cost a quarter of W1.
run_peer libtorch libtorch.Libtorch -Dorg.bytedeco.openblas.load=mkl_rt -Dorg.bytedeco.javacpp.nopointergc=true \
  -Dorg.bytedeco.javacpp.maxBytes=0 -Dorg.bytedeco.javacpp.maxPhysicalBytes=0 -- "$@"
