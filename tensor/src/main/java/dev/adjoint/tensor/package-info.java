/// Tensors and gradients.
///
/// - [Tensor]: an immutable value with a [Shape] and an [ElementType]. Its operations come from one
///   sealed interface for each family: [ElementwiseOps], [ActivationOps], [MovementOps],
///   [IndexOps], [ReduceOps], [MatmulOps], [RecurrentOps], [ConvolutionOps] (with [Conv2dOptions]),
///   [NormalizationOps], [PoolingOps] (with [Pool2dOptions]), [ImageOps], [MissingOps],
///   [ConversionOps]; [Conv3dOptions], [Pool3dOptions] and [Sizes3d] for volumes, [PadMode],
///   [Interpolation].
/// - [Pooled]: what a pooling chose and where it was.
/// - [Sorted]: elements in order and where they were; [LstmResult]: what an LSTM makes.
/// - [Parameter]: a value that training replaces, with the gradient that `backward()` adds up.
/// - [Buffer], [RunningStatistics]: state of layers that is kept but not trained.
/// - [Operation], [Applied]: what a differentiable function is; users add their own.
/// - [Gradients]: the functional form: vector–Jacobian and Jacobian–vector products, Jacobian,
///   Hessian.
/// - [RecordedStep], [RecordedFunction]: work that is recorded once and then run again over planned
///   memory, to the same bits; [RecordingException]: why work cannot be recorded.
/// - [Backend]: threads and kernels in use.
/// - [BackwardMode], [Recompute], [Anomaly], [Trace], [Profile], [LayerScope]: what happens to the
///   graph, and ways to look at it.
///
/// One operation is one file in `dev.adjoint.tensor.op`; the graph and the backward pass are in
/// `dev.adjoint.tensor.autograd`; the loops over numbers are in `dev.adjoint.kernel`.
@NullMarked
package dev.adjoint.tensor;

import org.jspecify.annotations.NullMarked;
