/// Which samples of a batch moved a weight.
///
/// [SampleCut] finds where the samples meet in the loss. [SampleGradients] takes each gradient
/// apart by sample; the parts add up to it. [SampleEffects] says what a step on one sample promises
/// for the loss of each other, [BatchNoise] how much of a gradient is noise of the batch.
/// [SampleReport] writes both as documents.
@NullMarked
package dev.adjoint.explain.sample;

import org.jspecify.annotations.NullMarked;
