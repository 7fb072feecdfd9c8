/// Ready networks, each in one file, with the parameter names of published weights where there are
/// such.
///
/// - [Mlp]: the multilayer perceptron.
/// - [SmallCnn]: a few convolutions, for small sets and small images.
/// - [ResNet]: the residual networks for CIFAR-10, ResNet-20 to ResNet-110.
/// - [MobileNetV2]: depthwise convolutions with inverted residuals.
/// - [FactorModel]: models of ratings, [MatrixFactorization] and [NeuralFactorization].
/// - [Forecaster]: quantiles of the next values of a series, from a [Tcn], [GruForecast], [NBeats]
///   or [TransformerForecast].
/// - Further packages: `image`, `text`, `language` (networks that write), `recommend`, `generative`
///   and `physics`.
@NullMarked
package dev.adjoint.models;

import org.jspecify.annotations.NullMarked;
