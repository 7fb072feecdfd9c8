package dev.adjoint.pipeline.network;

import dev.adjoint.data.DataException;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.Source;
import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.nn.Activation;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.UpdateRule;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/// A network for tables with texts: a network for texts gives the answers that the text alone
/// supports and a short code of the text; a perceptron reads this code beside the other columns,
/// and its answers are added:
///
/// ```
/// [a, c] = text(tokens)        a of the outputs, c of 8 numbers
/// y = a + perceptron([x, c])   x the other columns; categories as vectors
/// ```
///
/// So it is the network for texts where the columns say nothing, and it can learn that a text means
/// something else where a column has another value.
///
/// @param text the network for texts, which has the outputs and the code
/// @param rest the perceptron, which reads the numbers, the code, and columns of many categories
record TextTableNetwork(TextNetwork text, EmbeddedColumns rest) implements Architecture {

  static final String KIND = "texts-and-columns";

  private static final int CODE = 8;
  private static final List<Integer> HIDDEN = List.of(64);

  /// Checks the sizes.
  ///
  /// @throws DataException when the parts do not fit
  TextTableNetwork {
    int code = text.outputs() - rest.outputs();
    if (code < 1 || rest.columns().numbers() < code) {
      throw new DataException(
          "network: the text has %d outputs, of which the perceptron behind has %d and reads the rest among %d numbers; train the model again"
              .formatted(text.outputs(), rest.outputs(), rest.columns().numbers()));
    }
  }

  /// The architecture for some columns.
  ///
  /// @param text makes the network for texts with a number of outputs
  static TextTableNetwork of(
      InputForm.Columns columns, int outputs, IntFunction<TextNetwork> text) {
    InputForm.Columns coded = new InputForm.Columns(columns.numbers() + CODE, columns.sizes());
    return new TextTableNetwork(
        text.apply(outputs + CODE),
        EmbeddedColumns.of(
            coded, inner -> new Perceptron(inner.shape(), HIDDEN, Activation.RELU, 0, outputs)));
  }

  private int code() {
    return text.outputs() - rest.outputs();
  }

  private InputForm.TextTable form() {
    return new InputForm.TextTable(
        new InputForm.Columns(rest.columns().numbers() - code(), rest.columns().sizes()),
        new InputForm.Tokens(text.length(), text.vocabulary()));
  }

  @Override
  public Shape inputs() {
    return form().shape();
  }

  @Override
  public boolean reads(InputForm given) {
    return given.equals(form());
  }

  @Override
  public int outputs() {
    return rest.outputs();
  }

  @Override
  public long weightCount() {
    return Math.addExact(text.weightCount(), rest.weightCount());
  }

  @Override
  public TextTableLayer build(RandomGenerator random) {
    Layer texts = text.build(random);
    return new TextTableLayer(form().columns(), texts, rest.build(random));
  }

  /// The network for texts gets the tokens; the perceptron starts at random.
  @Override
  public void fit(Layer network, Source training) {
    if (network instanceof TextTableLayer both && training instanceof DataSet samples) {
      int width = form().columns().shape().size(0);
      Tensor tokens = samples.features().slice(1, width, width + text.length()).to(ElementType.I64);
      text.fit(both.text(), samples.with(Source.FEATURES, tokens));
    }
  }

  /// The vectors of categories have their own weight decay, see [EmbeddedColumns].
  @Override
  public Optimizer optimizer(Layer network, UpdateRule rule) {
    return rest.optimizer(network, rule);
  }

  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", KIND);
    map.put("text", text.toMap());
    map.put("rest", rest.toMap());
    return map;
  }

  /// Reads what [#toMap] gave.
  ///
  /// @throws DataException when an entry is missing or wrong
  static TextTableNetwork fromMap(PlainMap fields) {
    if (!(ArchitectureKind.ofNumbers(fields.map("text")) instanceof TextNetwork text)) {
      throw fields.wrong("text", "a network for texts");
    }
    return new TextTableNetwork(text, EmbeddedColumns.fromMap(fields.map("rest")));
  }
}
