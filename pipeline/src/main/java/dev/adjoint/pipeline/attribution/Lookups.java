package dev.adjoint.pipeline.attribution;

import dev.adjoint.nn.Ensemble;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.pipeline.network.EmbeddedColumnsLayer;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.Trace;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Tables of vectors in which a network looks its inputs up. An index has no derivative, so such an
/// input is attributed through the vector that stands for it.
///
/// @param positions for each table the first input that is looked up in it: 0 where all inputs are
///   tokens
record Lookups(Map<Parameter, Integer> positions) {

  /// The name of the operation that reads rows of a table.
  private static final String LOOKUP = "index select";

  /// Those that a network makes for this sample.
  ///
  /// @param sample `[1, …]`
  static Lookups of(Layer network, Tensor sample) {
    Map<Parameter, Integer> positions = new LinkedHashMap<>();
    if (sample.elementType().isFloating()) {
      List<Layer> networks =
          network instanceof Ensemble ensemble ? ensemble.members() : List.of(network);
      for (Layer each : networks) {
        if (each instanceof EmbeddedColumnsLayer columns) {
          for (int i = 0; i < columns.tables().size(); i++) {
            positions.put(columns.tables().get(i).weight(), columns.numbers() + i);
          }
        }
      }
      return new Lookups(positions);
    }
    IdentityHashMap<Tensor, Parameter> tables = new IdentityHashMap<>();
    Parameters.of(network).forEach(parameter -> tables.put(parameter.value(), parameter));
    Trace trace = Trace.of(() -> network.forward(sample, Pass.INFERENCE));
    for (Trace.Step step : trace.steps()) {
      Parameter table = isLookup(step) ? tables.get(step.inputs().getFirst()) : null;
      if (table != null && step.inputs().get(1) == sample) {
        positions.put(table, 0);
      }
    }
    return new Lookups(positions);
  }

  static boolean isLookup(Trace.Step step) {
    return step.operation().label().equals(LOOKUP);
  }

  boolean isEmpty() {
    return positions.isEmpty();
  }
}
