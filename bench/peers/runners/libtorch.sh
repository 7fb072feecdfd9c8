. "$PEERS_HOME/runners/jvm.sh"
# MKL on libtorch's own OpenMP in OpenBLAS's place: OpenBLAS's threads and libtorch's fight for the processors. But OpenBLAS
# is faster on the single row of W7.
export MKL_THREADING_LAYER=GNU
blas=()
[ "$1" = W7 ] || blas=(-Dorg.bytedeco.openblas.load=mkl_rt)
# The runner frees what a step allocates; JavaCPP's own bookkeeping would cost a quarter of W1.
run_peer libtorch libtorch.Libtorch "${blas[@]}" -Dorg.bytedeco.javacpp.nopointergc=true \
  -Dorg.bytedeco.javacpp.maxBytes=0 -Dorg.bytedeco.javacpp.maxPhysicalBytes=0 -- "$@"
