/// A trained model on executors: its files, the rows that it reads, the columns that it answers
/// with.
///
/// - [dev.adjoint.spark.model.RunFiles]: the files of a run as one value that is broadcast;
///   [dev.adjoint.spark.model.LoadedModels] holds each model once for each JVM.
/// - [dev.adjoint.spark.model.RowInputs]: which columns a model reads, and how rows become samples.
/// - [dev.adjoint.spark.model.AnswerColumns]: the columns of the answers.
/// - [dev.adjoint.spark.model.Scoring]: answers for the rows of a partition, batch by batch.
@NullMarked
package dev.adjoint.spark.model;

import org.jspecify.annotations.NullMarked;
