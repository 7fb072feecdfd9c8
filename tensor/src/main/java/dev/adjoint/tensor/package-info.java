/// Tensors and gradients.
///
/// - [Tensor]: an immutable value with a [Shape] and an [ElementType]. Its operations come from one
///   sealed interface for each family: [Elementwise], [Activations], [Movement], [Indexing],
///   [Reductions], [Products], [Recurrent], [Convolutions] (with [Conv2dOptions]),
///   [Normalizations], [Poolings] (with [Pool2dOptions]), [Conversions].
/// - [Sorted]: elements in order and where they were; [LstmResult]: what an LSTM makes.
/// - [Parameter]: a value that training replaces, with the gradient that `backward()` adds up.
/// - [Buffer], [RunningStatistics]: state of layers that is kept but not trained.
/// - [Operation], [Applied]: what a differentiable function is; users add their own.
/// - [Gradients]: the functional form: vector–Jacobian and Jacobian–vector products, Jacobian,
///   Hessian.
/// - [CompiledStep], [CompiledFunction]: work that is recorded once and then run again over planned
///   memory, to the same bits; `Capture` refuses what a recording would get wrong.
/// - [Computing]: threads and kernels in use.
/// - [Graph], [Recompute], [Anomaly], [Trace], [Profile], [Place]: what happens to the graph, and
///   ways to look at it.
///
/// One operation is one file in `dev.adjoint.tensor.op`; the loops over numbers are in
/// `dev.adjoint.kernel`.
@NullMarked
package dev.adjoint.tensor;

import org.jspecify.annotations.NullMarked;
