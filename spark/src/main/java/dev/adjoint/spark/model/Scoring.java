package dev.adjoint.spark.model;

import dev.adjoint.data.DataException;
import dev.adjoint.pipeline.Prediction;
import dev.adjoint.pipeline.Predictions;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.pipeline.input.Inputs;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/// Answers for the rows of a partition, batch by batch, without holding more than one batch.
///
/// @param files the model
/// @param inputs how rows become samples
/// @param columns the columns of the answers
/// @param batch the number of rows that are computed together; it changes no bit of an answer
/// @param invalid what happens to a row that has no answer
public record Scoring(
    Broadcast<RunFiles> files,
    RowInputs inputs,
    AnswerColumns columns,
    int batch,
    InvalidRows invalid)
    implements MapPartitionsFunction<Row, Row> {

  private static final long serialVersionUID = 1;

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    TrainedModel model = LoadedModels.of(files.value());
    return new Iterator<>() {
      private Iterator<Row> answered = List.<Row>of().iterator();

      @Override
      public boolean hasNext() {
        while (!answered.hasNext() && rows.hasNext()) {
          List<Row> some = new ArrayList<>(batch);
          while (some.size() < batch && rows.hasNext()) {
            some.add(rows.next());
          }
          answered = answer(model, some).iterator();
        }
        return answered.hasNext();
      }

      @Override
      public Row next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return answered.next();
      }
    };
  }

  private List<Row> answer(TrainedModel model, List<Row> rows) {
    try {
      Predictions answers = predict(model, rows);
      List<Row> result = new ArrayList<>(rows.size());
      for (int i = 0; i < rows.size(); i++) {
        result.add(with(rows.get(i), answers.get(i)));
      }
      return result;
    } catch (DataException e) {
      if (invalid == InvalidRows.ERROR) {
        throw e;
      }
      return rows.size() == 1 ? invalid(rows.getFirst()) : oneByOne(model, rows);
    }
  }

  private List<Row> oneByOne(TrainedModel model, List<Row> rows) {
    List<Row> result = new ArrayList<>(rows.size());
    for (Row row : rows) {
      result.addAll(answer(model, List.of(row)));
    }
    return result;
  }

  private List<Row> invalid(Row row) {
    return invalid == InvalidRows.SKIP ? List.of() : List.of(with(row, null));
  }

  /// The answers for some rows.
  Predictions predict(TrainedModel model, List<Row> rows) {
    Inputs samples = inputs.of(model.reader(), rows);
    return model.predictions(samples, model.outputs(samples.features()));
  }

  private Row with(Row row, @Nullable Prediction answer) {
    List<@Nullable Object> values = columns.of(answer);
    @Nullable Object[] all = new @Nullable Object[row.size() + values.size()];
    for (int i = 0; i < row.size(); i++) {
      all[i] = row.get(i);
    }
    for (int i = 0; i < values.size(); i++) {
      all[row.size() + i] = values.get(i);
    }
    return RowFactory.create(all);
  }
}
