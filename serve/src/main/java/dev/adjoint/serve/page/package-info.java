/// The page for people, made from a model's metadata.
///
/// - [dev.adjoint.serve.page.PageRoutes] has the addresses.
/// - [dev.adjoint.serve.page.ModelPage] is the whole page: [dev.adjoint.serve.page.FormPart] has
///   the inputs, [dev.adjoint.serve.page.AnswerPart] the answer, with
///   [dev.adjoint.serve.page.ForecastPart] for series. The page shows the same answer with and
///   without a script.
/// - [dev.adjoint.serve.page.PageWords] holds the texts in English and Chinese,
///   [dev.adjoint.serve.page.Html] escapes what comes from models and people.
@NullMarked
package dev.adjoint.serve.page;

import org.jspecify.annotations.NullMarked;
