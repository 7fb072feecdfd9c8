package dev.adjoint.pipeline.attribution;

import dev.adjoint.nn.Ensemble;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Parameters;
import dev.adjoint.nn.Pass;
import dev.adjoint.pipeline.network.EmbeddedColumnsLayer;
import dev.adjoint.pipeline.network.TextTableLayer;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.Trace;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Tables of vectors in which a network looks its inputs up. An index has no derivative, so such an
/// input is attributed through the vector that stands for it.
///
/// @param places for each table the inputs that are looked up in it
record Lookups(Map<Parameter, Place> places) {

  /// The name of the operation that reads rows of a table.
  private static final String LOOKUP = "index select";

  /// Neighbouring inputs.
  ///
  /// @param first the index of the first
  /// @param count how many
  record Place(int first, int count) {}

  /// Those that a network makes for this sample.
  ///
  /// @param sample `[1, …]`
  static Lookups of(Layer network, Tensor sample) {
    Map<Parameter, Place> places = new LinkedHashMap<>();
    if (sample.elementType().isFloating()) {
      List<Layer> networks =
          network instanceof Ensemble ensemble ? ensemble.members() : List.of(network);
      for (Layer each : networks) {
        switch (each) {
          case EmbeddedColumnsLayer columns -> addColumns(places, columns, columns.numbers());
          case TextTableLayer both -> {
            addColumns(places, both.rest(), both.columns().numbers());
            Tensor tokens = both.tokens(sample);
            addTokens(places, both.text(), tokens, both.columns().shape().size(0));
          }
          default -> {}
        }
      }
    } else {
      addTokens(places, network, sample, 0);
    }
    return new Lookups(places);
  }

  private static void addColumns(
      Map<Parameter, Place> places, EmbeddedColumnsLayer columns, int first) {
    for (int i = 0; i < columns.tables().size(); i++) {
      places.put(columns.tables().get(i).weight(), new Place(first + i, 1));
    }
  }

  private static void addTokens(
      Map<Parameter, Place> places, Layer network, Tensor tokens, int first) {
    IdentityHashMap<Tensor, Parameter> tables = new IdentityHashMap<>();
    Parameters.of(network).forEach(parameter -> tables.put(parameter.value(), parameter));
    Trace trace = Trace.of(() -> network.forward(tokens, Pass.INFERENCE));
    for (Trace.Step step : trace.steps()) {
      Parameter table = isLookup(step) ? tables.get(step.inputs().getFirst()) : null;
      if (table != null && step.inputs().get(1) == tokens) {
        places.put(table, new Place(first, tokens.shape().count()));
      }
    }
  }

  static boolean isLookup(Trace.Step step) {
    return step.operation().label().equals(LOOKUP);
  }

  boolean isEmpty() {
    return places.isEmpty();
  }

  /// The indices of the inputs that are looked up.
  BitSet inputs() {
    BitSet inputs = new BitSet();
    places.values().forEach(place -> inputs.set(place.first(), place.first() + place.count()));
    return inputs;
  }
}
