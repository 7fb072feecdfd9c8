package dev.adjoint.pipeline.network;

import dev.adjoint.data.DataException;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.Source;
import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.Ensemble;
import dev.adjoint.nn.Initializer;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.optim.AdamW;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.UpdateRule;
import dev.adjoint.tensor.Parameter;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// A network for tables with columns of many categories: each category becomes a vector of numbers
/// that training finds (an embedding; Guo and Berkhahn: Entity Embeddings of Categorical Variables,
/// 2016), and a network of numbers reads these vectors beside the other columns.
///
/// A column of n categories has vectors of `⌈2 · n^¼⌉` numbers. They start as normal numbers of
/// deviation 0.1; the vector that rare and unknown categories share starts at 0.
///
/// @param columns the numbers, and the sizes of the columns of categories
/// @param rest the network behind, which reads the numbers and the vectors
public record EmbeddedColumns(InputForm.Columns columns, Architecture rest)
    implements Architecture {

  static final String KIND = "embedded-columns";

  private static final Initializer SMALL = Initializer.normal(0, 0.1);

  /// F32 holds every index up to this one.
  private static final int MOST = 1 << 24;

  /// As strong as AdamW's usual one. The stronger weight decay of other parameters for tables would
  /// pull the vector of a rare category to 0 between two of its rows.
  private static final double DECAY = 0.01;

  /// Checks the sizes.
  ///
  /// @throws DataException when the network behind reads another number of inputs, or there are too
  ///   many categories
  public EmbeddedColumns {
    for (int size : columns.sizes()) {
      if (size < 1 || size > MOST) {
        throw new DataException(
            "network: a column has %,d categories but the most are %,d; drop it"
                .formatted(size, MOST));
      }
    }
    if (!rest.inputs().equals(Shape.of(width(columns)))) {
      throw new DataException(
          "network: the network behind the embeddings reads %s but gets %s; train the model again"
              .formatted(rest.inputs(), Shape.of(width(columns))));
    }
  }

  /// The architecture whose network behind the embeddings this function plans.
  static EmbeddedColumns of(InputForm.Columns columns, Function<InputForm, Architecture> network) {
    Shape inner = Shape.of(width(columns));
    return new EmbeddedColumns(columns, network.apply(new InputForm.Numbers(inner)));
  }

  private static int width(InputForm.Columns columns) {
    return columns.numbers() + columns.sizes().stream().mapToInt(EmbeddedColumns::vector).sum();
  }

  /// The length of the vectors of a column with so many categories.
  static int vector(int size) {
    return (int) Math.ceil(2 * Math.sqrt(Math.sqrt(size)));
  }

  @Override
  public Shape inputs() {
    return columns.shape();
  }

  @Override
  public boolean reads(InputForm form) {
    return form.equals(columns);
  }

  @Override
  public int outputs() {
    return rest.outputs();
  }

  @Override
  public long weightCount() {
    long count = rest.weightCount();
    for (int size : columns.sizes()) {
      count = Math.addExact(count, (long) size * vector(size));
    }
    return count;
  }

  @Override
  public EmbeddedColumnsLayer build(RandomGenerator random) {
    List<Embedding> tables = new ArrayList<>();
    for (int size : columns.sizes()) {
      int width = vector(size);
      Tensor drawn = SMALL.of(Shape.of(size, width), random);
      Tensor shared = Tensor.zeros(Shape.of(1, width));
      tables.add(Embedding.of(Parameter.of(Tensor.concat(0, shared, drawn.slice(0, 1, size)))));
    }
    return new EmbeddedColumnsLayer(columns.numbers(), tables, rest.build(random));
  }

  /// The network behind gets the columns of numbers; the vectors start at random.
  @Override
  public void fit(Layer network, Source training) {
    if (network instanceof EmbeddedColumnsLayer layer
        && training instanceof DataSet data
        && columns.numbers() > 0) {
      Tensor numbers = data.features().slice(1, 0, columns.numbers());
      rest.fit(layer.rest(), data.with(Source.FEATURES, numbers));
    }
  }

  @Override
  public Optimizer optimizer(Layer network, UpdateRule rule) {
    Optimizer optimizer = rest.optimizer(network, rule);
    if (!(rule instanceof AdamW usual)) {
      return optimizer;
    }
    Set<Parameter> vectors = new HashSet<>();
    List<Layer> networks = network instanceof Ensemble all ? all.members() : List.of(network);
    for (Layer each : networks) {
      Layer inner = each instanceof TextTableLayer both ? both.rest() : each;
      if (inner instanceof EmbeddedColumnsLayer layer) {
        layer.tables().forEach(table -> vectors.add(table.weight()));
      }
    }
    if (vectors.isEmpty()) {
      return optimizer;
    }
    double decay = Math.min(DECAY, usual.weightDecay());
    return optimizer.with(vectors::contains, usual.withWeightDecay(decay));
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", KIND);
    map.put("numbers", columns.numbers());
    map.put("sizes", columns.sizes());
    map.put("rest", rest.toMap());
    return map;
  }

  /// Reads what [#toMap] gave.
  ///
  /// @throws DataException when an entry is missing or wrong
  static EmbeddedColumns fromMap(PlainMap fields) {
    return new EmbeddedColumns(
        new InputForm.Columns(fields.whole("numbers", 0, MOST), fields.sizes("sizes")),
        ArchitectureKind.ofNumbers(fields.map("rest")));
  }
}
