package dev.adjoint.pipeline.network;

import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Pass;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.LayerScope;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads columns and the tokens of a text: a network for texts gives answers and a code, to which a
/// perceptron adds what the columns say beside this code.
///
/// **Shapes**: x `[N, numbers + categories + T]`, all F32, the last T of which are tokens; result
/// `[N, outputs]`. The parameters are `text.…` and `rest.…`.
///
/// @param columns the columns before the tokens
/// @param text from tokens `[N, T]` to answers and the code, `[N, outputs + code]`
/// @param rest from numbers, code and categories to the answers that are added, `[N, outputs]`
public record TextTableLayer(InputForm.Columns columns, Layer text, EmbeddedColumnsLayer rest)
    implements Layer {

  /// The tokens of samples, `[N, T]`, I64.
  public Tensor tokens(Tensor x) {
    return x.slice(1, columns.shape().size(0), x.shape().size(1)).detach().to(ElementType.I64);
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    int numbers = columns.numbers();
    int width = columns.shape().size(0);
    Tensor tokens = tokens(x);
    Tensor both = LayerScope.in("text", text, () -> text.forward(tokens, pass));
    int outputs = both.shape().size(1) - (rest.numbers() - numbers);
    List<Tensor> parts = new ArrayList<>();
    if (numbers > 0) {
      parts.add(x.slice(1, 0, numbers));
    }
    parts.add(both.slice(1, outputs, both.shape().size(1)));
    if (width > numbers) {
      parts.add(x.slice(1, numbers, width));
    }
    Tensor joined = Tensor.concat(1, parts.toArray(new Tensor[0]));
    Tensor added = LayerScope.in("rest", rest, () -> rest.forward(joined, pass));
    return both.slice(1, 0, outputs).add(added);
  }

  @Override
  public Map<String, Object> parts() {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("text", text);
    parts.put("rest", rest);
    return parts;
  }

  @Override
  public String toString() {
    return "TextTable(\n  (text) %s\n  (rest) %s\n)"
        .formatted(text.toString().replace("\n", "\n  "), rest.toString().replace("\n", "\n  "));
  }
}
