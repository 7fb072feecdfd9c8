package dev.adjoint.spark.model;

import dev.adjoint.pipeline.TrainedModel;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;

/// The answer for one row, as a function in SQL.
///
/// @param files the model
/// @param inputs how a row becomes a sample
/// @param columns the fields of the result
public record RowFunction(Broadcast<RunFiles> files, RowInputs inputs, AnswerColumns columns)
    implements UDF1<Row, Row> {

  private static final long serialVersionUID = 1;

  @Override
  public Row call(Row row) {
    inputs.require(row.schema());
    TrainedModel model = LoadedModels.of(files.value());
    Scoring scoring = new Scoring(files, inputs, columns, 1, InvalidRows.ERROR);
    return RowFactory.create(columns.of(scoring.predict(model, List.of(row)).getFirst()).toArray());
  }
}
