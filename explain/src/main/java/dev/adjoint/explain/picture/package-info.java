/// Pictures of what a network learnt and how: of its weights, of single layers and of its training.
///
/// - over the steps of a run: [Histograms], drawn by [HistogramPictures]; [Landscape], the loss
///   around the path of the weights; [SampleMap], samples as the last layer sees them; [BentPlane];
///   [RatePicture], the loss for a rising learning rate
/// - of a trained network: [FilterPicture], [AttentionPicture], [DenseNetPicture]
///
/// Each takes the texts in a language from a [dev.adjoint.explain.document.Wording].
@NullMarked
package dev.adjoint.explain.picture;

import org.jspecify.annotations.NullMarked;
