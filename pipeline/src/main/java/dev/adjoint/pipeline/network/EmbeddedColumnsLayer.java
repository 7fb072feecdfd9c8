package dev.adjoint.pipeline.network;

import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.LayerScope;
import dev.adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Looks the last inputs up in tables of vectors and gives the other inputs and the vectors, side
/// by side, to a network: `y = rest([x₁ … xₙ, E₁[xₙ₊₁], E₂[xₙ₊₂], …])`.
///
/// **Shapes**: x `[N, numbers + tables]`, result that of the network. The inputs of the tables are
/// indices as F32. The parameters are `tables.0.weight` and so on, and `rest.…`.
///
/// @param numbers how many inputs are numbers
/// @param tables one for each input after them
/// @param rest the network behind
public record EmbeddedColumnsLayer(int numbers, List<Embedding> tables, Layer rest)
    implements Layer {

  /// Copies the list.
  public EmbeddedColumnsLayer {
    tables = List.copyOf(tables);
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    int first = numbers > 0 ? 1 : 0;
    Tensor[] parts = new Tensor[first + tables.size()];
    if (numbers > 0) {
      parts[0] = x.slice(1, 0, numbers);
    }
    for (int i = 0; i < tables.size(); i++) {
      Embedding table = tables.get(i);
      Tensor index = x.select(1, numbers + i).detach().to(ElementType.I64);
      parts[first + i] = LayerScope.in("tables." + i, table, () -> table.forward(index));
    }
    Tensor joined = parts.length == 1 ? parts[0] : Tensor.concat(1, parts);
    return LayerScope.in("rest", rest, () -> rest.forward(joined, pass));
  }

  @Override
  public Map<String, Object> parts() {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("tables", tables);
    parts.put("rest", rest);
    return parts;
  }

  /// The tables and the network behind.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("EmbeddedColumns(\n");
    for (int i = 0; i < tables.size(); i++) {
      text.append("  (tables.%d) %s%n".formatted(i, tables.get(i)).replace("\r", ""));
    }
    return text + "  (rest) %s\n)".formatted(rest.toString().replace("\n", "\n  "));
  }
}
