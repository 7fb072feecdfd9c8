package dev.adjoint.data;

import dev.adjoint.tensor.CheckReturnValue;
import dev.adjoint.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// The samples of one step.
///
/// @param index position in the epoch, from 0
/// @param rows which samples of the source these are
/// @param fields their fields by name, each `[B, …]`, in the order of the source
public record Batch(int index, int[] rows, Map<String, Tensor> fields) {

  /// Keeps the order of the fields.
  public Batch {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /// A batch of inputs `[B, …]` and targets `[B, …]`.
  public Batch(int index, int[] rows, Tensor features, Tensor target) {
    this(index, rows, DataSet.fields(features, target));
  }

  /// The number of samples.
  ///
  /// @return B
  public int count() {
    return rows.length;
  }

  /// The field `features`.
  public Tensor features() {
    return field(Source.FEATURES);
  }

  /// The field `target`.
  public Tensor target() {
    return field(Source.TARGET);
  }

  /// Whether there is a field of this name.
  public boolean has(String name) {
    return fields.containsKey(name);
  }

  /// The field of this name.
  ///
  /// @throws DataException when there is none
  public Tensor field(String name) {
    return DataSet.field("batch", fields, name);
  }

  /// The same samples with other fields.
  @CheckReturnValue
  public Batch withFields(Map<String, Tensor> others) {
    return new Batch(index, rows, others);
  }
}
