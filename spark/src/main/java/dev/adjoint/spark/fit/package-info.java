/// The preprocessing of a table, learnt from a DataFrame by aggregates.
///
/// - [dev.adjoint.spark.fit.ExactSum]: a sum without rounding errors until it is read, so the order
///   of the rows and the number of partitions change no bit.
/// - [dev.adjoint.spark.fit.ColumnSummary]: what has to be known of a column; two summaries make
///   one.
/// - [dev.adjoint.spark.fit.ExactFit]: the preprocessing from the summaries of all columns.
/// - [dev.adjoint.spark.fit.FrameColumns]: the columns that are there, and an error for one that is
///   not.
@NullMarked
package dev.adjoint.spark.fit;

import org.jspecify.annotations.NullMarked;
