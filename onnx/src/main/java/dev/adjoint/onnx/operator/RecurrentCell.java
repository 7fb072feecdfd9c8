package dev.adjoint.onnx.operator;

import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// One direction of a recurrent node: its weights, first states and activation functions.
///
/// The gates are in the order of ONNX: of a GRU update, reset, new; of an LSTM input, output,
/// forget, cell.
record RecurrentCell(
    int gates,
    int size,
    Tensor weight,
    Tensor recurrence,
    Tensor bias,
    Tensor recurrenceBias,
    Tensor firstHidden,
    Tensor firstCell,
    @Nullable Tensor peepholes,
    List<UnaryOperator<Tensor>> functions,
    double clip,
    boolean coupled,
    boolean linearBeforeReset) {

  /// What a direction computes: the outputs of all steps, or the state after one.
  record Run(Tensor outputs, Tensor hidden, Tensor cell) {}

  static RecurrentCell of(NodeCall call, int gates, int direction, boolean batchFirst, Tensor x) {
    Tensor recurrence = call.tensor(2).select(0, direction);
    int size = recurrence.shape().size(-1);
    Tensor both =
        call.has(3)
            ? call.tensor(3).select(0, direction)
            : Tensor.zeros(x.elementType(), Shape.of(2 * gates * size));
    Tensor zeros = Tensor.zeros(x.elementType(), Shape.of(x.shape().size(1), size));
    return new RecurrentCell(
        gates,
        size,
        call.tensor(1).select(0, direction),
        recurrence,
        both.slice(0, 0, gates * size),
        both.slice(0, gates * size, 2 * gates * size),
        first(call, 5, direction, batchFirst, zeros),
        gates == 4 ? first(call, 6, direction, batchFirst, zeros) : zeros,
        gates == 4 && call.has(7) ? call.tensor(7).select(0, direction) : null,
        functions(call, gates, direction),
        call.real("clip", 0),
        call.flag("input_forget", false),
        call.flag("linear_before_reset", false));
  }

  private static Tensor first(
      NodeCall call, int input, int direction, boolean batchFirst, Tensor zeros) {
    return call.has(input) ? call.tensor(input).select(batchFirst ? 1 : 0, direction) : zeros;
  }

  private static List<UnaryOperator<Tensor>> functions(NodeCall call, int gates, int direction) {
    List<String> usual =
        switch (gates) {
          case 1 -> List.of("Tanh");
          case 3 -> List.of("Sigmoid", "Tanh");
          default -> List.of("Sigmoid", "Tanh", "Tanh");
        };
    int count = usual.size();
    List<String> names = call.texts("activations").orElse(List.of());
    double[] alphas = call.reals("activation_alpha").orElse(new double[0]);
    double[] betas = call.reals("activation_beta").orElse(new double[0]);
    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
    UnaryOperator<Tensor>[] functions = new UnaryOperator[count];
    for (int i = 0; i < count; i++) {
      int at = direction * count + i;
      String name = at < names.size() ? names.get(at) : usual.get(i);
      functions[i] =
          function(
              call,
              name.toLowerCase(Locale.ROOT),
              at < alphas.length ? alphas[at] : Double.NaN,
              at < betas.length ? betas[at] : Double.NaN);
    }
    return Arrays.asList(functions);
  }

  private static UnaryOperator<Tensor> function(
      NodeCall call, String name, double alpha, double beta) {
    return switch (name) {
      case "tanh" -> Tensor::tanh;
      case "sigmoid" -> Tensor::sigmoid;
      case "relu" -> Tensor::relu;
      case "softsign" -> Tensor::softsign;
      case "softplus" -> ActivationOperators::softplus;
      case "affine" -> x -> x.multiply(or(alpha, 1)).add(or(beta, 0));
      case "leakyrelu" -> x -> x.leakyRelu(or(alpha, 0.01));
      case "thresholdedrelu" -> x -> ActivationOperators.thresholded(x, or(alpha, 1));
      case "scaledtanh" -> x -> x.multiply(or(beta, 1)).tanh().multiply(or(alpha, 1));
      case "hardsigmoid" -> x -> ActivationOperators.hardSigmoid(x, or(alpha, 0.2), or(beta, 0.5));
      case "elu" -> x -> x.elu(or(alpha, 1));
      default ->
          throw call.refuse(
              "the activation %s is unknown; use Tanh, Sigmoid or Relu".formatted(name));
    };
  }

  private static double or(double given, double usual) {
    return Double.isNaN(given) ? usual : given;
  }

  /// `x·Wᵀ + b` for all steps at once.
  Tensor projected(Tensor x) {
    return x.linear(weight, bias);
  }

  private Tensor part(Tensor gatesOfAll, int gate) {
    return gatesOfAll.slice(-1, gate * size, (gate + 1) * size);
  }

  private Tensor clipped(Tensor x) {
    return clip > 0 ? x.clamp(-clip, clip) : x;
  }

  private Tensor active(int function, Tensor x) {
    return functions.get(function).apply(clipped(x));
  }

  /// One step from the projected input and the state before.
  Run step(Tensor x, Tensor h, Tensor c) {
    return switch (gates) {
      case 1 -> {
        Tensor y = active(0, x.add(h.linear(recurrence, recurrenceBias)));
        yield new Run(y, y, c);
      }
      case 3 -> gru(x, h, c);
      default -> lstm(x, h, c);
    };
  }

  private Run gru(Tensor x, Tensor h, Tensor c) {
    Tensor hidden;
    Tensor z;
    if (linearBeforeReset) {
      Tensor r = h.linear(recurrence, recurrenceBias);
      z = active(0, part(x, 0).add(part(r, 0)));
      Tensor reset = active(0, part(x, 1).add(part(r, 1)));
      hidden = active(1, part(x, 2).add(reset.multiply(part(r, 2))));
    } else {
      Tensor first =
          h.linear(recurrence.slice(0, 0, 2 * size), recurrenceBias.slice(0, 0, 2 * size));
      z = active(0, part(x, 0).add(part(first, 0)));
      Tensor reset = active(0, part(x, 1).add(part(first, 1)));
      Tensor last =
          reset
              .multiply(h)
              .linear(
                  recurrence.slice(0, 2 * size, 3 * size),
                  recurrenceBias.slice(0, 2 * size, 3 * size));
      hidden = active(1, part(x, 2).add(last));
    }
    Tensor y = hidden.add(z.multiply(h.subtract(hidden)));
    return new Run(y, y, c);
  }

  private Run lstm(Tensor x, Tensor h, Tensor c) {
    Tensor all = x.add(h.linear(recurrence, recurrenceBias));
    Tensor input = active(0, peeped(part(all, 0), 0, c));
    Tensor forget = coupled ? input.negative().add(1) : active(0, peeped(part(all, 2), 2, c));
    Tensor cell = forget.multiply(c).add(input.multiply(active(1, part(all, 3))));
    Tensor output = active(0, peeped(part(all, 1), 1, cell));
    Tensor y = output.multiply(functions.get(2).apply(cell));
    return new Run(y, y, cell);
  }

  private Tensor peeped(Tensor gate, int at, Tensor c) {
    return peepholes == null
        ? gate
        : gate.add(peepholes.slice(0, at * size, (at + 1) * size).multiply(c));
  }
}
