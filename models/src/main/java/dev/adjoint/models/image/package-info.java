/// Networks for images, under the parameter names of the published weights.
///
/// - [LeNet]: two convolutions, for digits.
/// - [Vgg], [ImageNetResNet], [MobileNetV3], [EfficientNet], [ConvNeXt]: classes of photographs,
///   with torchvision's names.
/// - [UNet]: a class for every pixel.
///
/// Networks for smaller images, which `./adjoint train` offers, are in `dev.adjoint.models`.
@NullMarked
package dev.adjoint.models.image;

import org.jspecify.annotations.NullMarked;
