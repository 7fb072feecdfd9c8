/// Networks that make new samples.
///
/// - [Autoencoder]: compresses samples and gives them back.
/// - [VariationalAutoencoder]: the same with codes that can be drawn.
/// - [Dcgan]: a generator of images and a discriminator that teach each other.
/// - [DiffusionModel]: takes noise away step by step, by a [NoiseNetwork].
@NullMarked
package dev.adjoint.models.generative;

import org.jspecify.annotations.NullMarked;
