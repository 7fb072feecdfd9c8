package dev.adjoint.pipeline.network;

import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.tensor.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// What one sample is, as `model.json` has it for networks that are described by their users.
///
/// @param form numbers, an image or tokens
record SampleForm(InputForm form) {
  private static final String INPUTS = "inputs";
  private static final String TOKENS = "vocabulary";
  private static final String IMAGE = "image";

  static SampleForm of(InputForm form) {
    return new SampleForm(form);
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(INPUTS, Arrays.stream(form.shape().toArray()).boxed().toList());
    if (form instanceof InputForm.Tokens tokens) {
      map.put(TOKENS, tokens.vocabulary());
    }
    map.put(IMAGE, form instanceof InputForm.Image);
    return map;
  }

  /// Reads what [#toMap] gave.
  ///
  /// @throws dev.adjoint.data.DataException when an entry is missing or wrong
  static SampleForm read(PlainMap fields) {
    Shape shape = ImageNetwork.shape(fields.sizes(INPUTS));
    boolean isImage = fields.truth(IMAGE);
    if (isImage ? shape.rank() < 2 || shape.rank() > 3 : shape.rank() != 1) {
      throw fields.wrong(INPUTS, "a list of %s".formatted(isImage ? "2 or 3 sizes" : "one size"));
    }
    if (fields.values().containsKey(TOKENS)) {
      return of(new InputForm.Tokens(shape.size(0), fields.whole(TOKENS, 1, Integer.MAX_VALUE)));
    }
    return of(isImage ? new InputForm.Image(shape) : new InputForm.Numbers(shape));
  }
}
