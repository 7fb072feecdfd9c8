/// The rows of a DataFrame as prepared samples, for every kind of training on a cluster.
///
/// - [dev.adjoint.spark.rows.RowsPlan]: columns, network and settings; it reads a DataFrame into
///   [dev.adjoint.spark.rows.TrainingRows].
/// - [dev.adjoint.spark.rows.Chunk]: some prepared samples. `PreparedRows` makes them.
/// - [dev.adjoint.spark.rows.PlannedModel], [dev.adjoint.spark.rows.TensorValues]: a model and
///   tensors that can be sent.
@NullMarked
package dev.adjoint.spark.rows;

import org.jspecify.annotations.NullMarked;
