package org.reciprocity.ledger.request;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Path;
import jakarta.validation.TraversableResolver;
import java.lang.annotation.ElementType;

/**
 * Has every field of a request validated. Hibernate would be asked of each whether it has been loaded from the database: a
 * request never was.
 */
@ApplicationScoped
class WholeValidation implements TraversableResolver {
    @Override
    public boolean isReachable(
            Object traversable, Path.Node property, Class<?> root, Path path, ElementType elementType) {
        return true;
    }

    @Override
    public boolean isCascadable(
            Object traversable, Path.Node property, Class<?> root, Path path, ElementType elementType) {
        return true;
    }
}
