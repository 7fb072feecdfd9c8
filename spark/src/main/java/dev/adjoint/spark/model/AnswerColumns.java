package dev.adjoint.spark.model;

import dev.adjoint.data.DataException;
import dev.adjoint.data.Task;
import dev.adjoint.data.prepare.Target;
import dev.adjoint.nn.Ensemble;
import dev.adjoint.pipeline.Prediction;
import dev.adjoint.pipeline.TrainedModel;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/// The columns that answers fill.
///
/// A number is a `double`. A class has three columns: `prediction` is a `double`, as the evaluators
/// of Spark ML want it: the class itself where all classes are numbers, else its index in the order
/// of the model's outputs; then the name of the class, and a vector with the probability of each
/// class. An ensemble adds how far its members agree.
///
/// @param prediction the name of the column of the number
/// @param label the name of the column of the class
/// @param probability the name of the column of probabilities
/// @param members the name of the column that an ensemble adds
/// @param classes the classes in the order of the outputs; none for a number
/// @param isNumbered whether all classes are numbers
/// @param isEnsemble whether the model is one
public record AnswerColumns(
    String prediction,
    String label,
    String probability,
    String members,
    List<String> classes,
    boolean isNumbered,
    boolean isEnsemble)
    implements Serializable {

  private static final long serialVersionUID = 1;

  /// Copies the list into one that can be sent.
  public AnswerColumns {
    classes = new ArrayList<>(classes);
  }

  /// The columns of a model.
  ///
  /// @throws DataException when it predicts several targets
  public static AnswerColumns of(
      TrainedModel model, String prediction, String label, String probability) {
    Target target = model.target();
    if (target.columns().size() > 1) {
      throw new DataException(
          "transform: the model predicts %d targets (%s) but the column of the answers holds one; train a model for each"
              .formatted(target.columns().size(), target.column()));
    }
    boolean isClass = target.task() == Task.CLASSIFICATION;
    return new AnswerColumns(
        prediction,
        label,
        probability,
        isClass ? "agreement" : "spread",
        isClass ? target.classes() : List.of(),
        target.classes().stream().allMatch(AnswerColumns::isNumber),
        model.network() instanceof Ensemble);
  }

  /// The answers alone, as the result of a function in SQL.
  public StructType answers() {
    List<StructField> fields = new ArrayList<>();
    fields.add(new StructField(prediction, DataTypes.DoubleType, true, Metadata.empty()));
    if (!classes.isEmpty()) {
      fields.add(new StructField(label, DataTypes.StringType, true, Metadata.empty()));
      fields.add(new StructField(probability, SQLDataTypes.VectorType(), true, Metadata.empty()));
    }
    if (isEnsemble) {
      fields.add(new StructField(members, DataTypes.DoubleType, true, Metadata.empty()));
    }
    return new StructType(fields.toArray(StructField[]::new));
  }

  /// A DataFrame of this schema with the answers.
  ///
  /// @throws DataException when it has a column of one of the names
  public StructType after(StructType schema) {
    List<StructField> fields = new ArrayList<>(Arrays.asList(schema.fields()));
    for (StructField field : answers().fields()) {
      if (Arrays.asList(schema.fieldNames()).contains(field.name())) {
        throw new DataException(
            "transform: the DataFrame already has a column '%s', which the answers need; drop it, or name the columns of the answers with setPredictionCol, setPredictedLabelCol and setProbabilityCol"
                .formatted(field.name()));
      }
      fields.add(field);
    }
    return new StructType(fields.toArray(StructField[]::new));
  }

  /// The values of an answer; nulls for none.
  public List<@Nullable Object> of(@Nullable Prediction answer) {
    List<@Nullable Object> values = new ArrayList<>();
    switch (answer) {
      case null -> values.addAll(Collections.nCopies(answers().size(), null));
      case Prediction.OfNumber number -> {
        values.add(number.value());
        number.spread().ifPresent(values::add);
      }
      case Prediction.OfClass one -> {
        values.add(number(one.label()));
        values.add(one.label());
        values.add(
            Vectors.dense(
                one.probabilities().values().stream().mapToDouble(Double::doubleValue).toArray()));
        one.agreement().ifPresent(values::add);
      }
      case Prediction.OfSeries _, Prediction.OfNumbers _, Prediction.OfLabels _ ->
          throw new DataException(
              "transform: a forecast, or an answer of several targets, is not an answer for a single row");
    }
    return values;
  }

  private double number(String label) {
    return isNumbered ? Double.parseDouble(label) : classes.indexOf(label);
  }

  private static boolean isNumber(String label) {
    try {
      return Double.isFinite(Double.parseDouble(label));
    } catch (NumberFormatException _) {
      return false;
    }
  }
}
