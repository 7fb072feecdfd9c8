/// Event files of TensorBoard: curves, histograms, images, texts, graphs and hyper-parameters of
/// trainings.
///
/// - [EventWriter]: writes an event file while a training runs.
/// - [EventFile]: reads the events of a file, also of one that is being written.
/// - [LogEvent]: an event; [LogContent]: what it says.
/// - [LogRuns]: the curves of all runs below a folder.
///
/// Inside: `RecordLog` is the framing with checksums, `EventEncoding` and `EventDecoding` are the
/// messages, `PngBytes` makes images of tensors.
///
/// The field numbers are those of event.proto, summary.proto and graph.proto of TensorFlow, and of
/// the plugin hparams of TensorBoard.
@NullMarked
package dev.adjoint.formats.tensorboard;

import org.jspecify.annotations.NullMarked;
