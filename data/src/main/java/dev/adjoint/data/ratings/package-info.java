/// Ratings of items by users: reading, splitting and preparation.
///
/// A table has a row for each rating. [dev.adjoint.data.ratings.RatingColumns] names its columns;
/// [dev.adjoint.data.ratings.RatingPreprocessing] turns users and items into indices by their
/// [dev.adjoint.data.ratings.NameIndex] and scales the rating;
/// [dev.adjoint.data.ratings.RatingSplit] decides what is held out.
@NullMarked
package dev.adjoint.data.ratings;

import org.jspecify.annotations.NullMarked;
