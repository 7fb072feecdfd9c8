/// Deeplearning4j 1.0.0-M2.1 on ND4J's native arrays, with its layers' oneDNN versions.
///
/// - [Dl4j] is the program; [Networks] has the models that are a chain of layers, [Resnet] the one
///   that is not. It has no W4: there are no layers for it.
/// - [InitialWeights] puts the workload's weights into a model.
/// - [Training], [RowInference] and [SquareProduct] are what is measured.
///
/// The work is equal, but not all losses are: W3 and W6 have Nesterov's momentum, there being no
/// other, and Adam adds its epsilon elsewhere, which W5 shows at the third step.
@NullMarked
package dev.adjoint.peers.dl4j;

import org.jspecify.annotations.NullMarked;
