/// Loops over primitive arrays, threads, and the only home of the Vector API.
///
/// **The contract.** [dev.adjoint.kernel.Kernels] lists every loop the library runs, over windows
/// ([dev.adjoint.kernel.View]) onto primitive arrays ([dev.adjoint.kernel.Storage]).
/// `ActiveKernels` chooses one of its two implementations at start; their results are equal to the
/// last bit.
///
/// **A step as a list of calls.** While a [dev.adjoint.kernel.Tape] records, `RecordingKernels`
/// stands before them and notes each call. A new kernel method has one statement there, which names
/// its views with `read`, `write` (every element is overwritten, none is read) or `update`
/// (anything else):
///
/// ```java
/// tape.run("add", (k, v) -> k.add(v[0], v[1]), read(x), update(y));
/// ```
///
/// [dev.adjoint.kernel.KernelClock] times the calls of a thread in the same way.
///
/// **The definition.** [dev.adjoint.kernel.ScalarKernels] leads to one file for each family and,
/// where functions are many, element type: `FloatUnary` and `FloatMath` (our own exp, tanh, …),
/// `FloatBinary`, `FloatReduce`, `FloatSoftmax`, their `Double…`, `Int…` and `Long…` neighbours,
/// `ScalarCompare`, `ScalarWhere`, `ScalarSort`, `Indexing`, `ScatterAdd`, `Copying`, `Conversion`,
/// `ScalarMatmul`, `ScalarConvolution`, `ScalarWinograd`, `ScalarWinogradWeight`,
/// `ScalarDepthwise`, `FloatLayerNorm`, `FloatBatchNorm`, `FloatMaxPool`, `FloatAveragePool`,
/// `FloatLstm`.
///
/// **The fast one.** [dev.adjoint.kernel.VectorKernels] does the F32 work in files that begin with
/// `Vector`; [dev.adjoint.kernel.Lanes] holds the species and the rules that such loops follow.
/// Products run on `FloatTiles`, the steps of recurrent networks on `RecurrentTiles`, convolutions
/// on `ConvolutionTiles`, over what `ConvolutionGrid` has laid out, on `WinogradTiles`, with what
/// `WinogradTransforms` has made, or on `DepthwiseTiles`.
///
/// **Shared.** `Nest` joins the axes of strided operands, `Elementwise` brings them to runs of
/// stride 1, `Pieces` cuts work by shape alone, and [dev.adjoint.kernel.Workers] runs the pieces on
/// threads.
@NullMarked
package dev.adjoint.kernel;

import org.jspecify.annotations.NullMarked;
