/// Ready networks, each in one file; those for images have the parameter names of the published
/// weights.
///
/// - [SmallCnn]: a few convolutions, for small sets and small images.
/// - [ResNet]: the residual networks for CIFAR-10, ResNet-20 to ResNet-110.
/// - [MobileNetV2]: depthwise convolutions with inverted residuals.
/// - [FactorModel]: models of ratings, [MatrixFactorization] and [NeuralFactorization].
@NullMarked
package dev.adjoint.models;

import org.jspecify.annotations.NullMarked;
