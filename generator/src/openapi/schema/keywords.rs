//! The table of schema keywords: the role of each in each version of OpenAPI.

use super::super::Dialect;
use super::Type;

/// What a keyword does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Says which values fit.
    Value,
    /// Holds schemas of which the type is made.
    Subschemas,
    /// Changes what the other keywords make of a schema.
    Modifier,
    /// Limits values without changing their type: documented, and checked by the server.
    Constraint,
    /// Says how a value is treated: a default, a deprecation.
    Annotation,
    /// Is for people.
    Words,
    /// Says where schemas are found.
    Identity,
    /// Has no effect on JSON.
    Silent,
    /// Sets a condition that no type can hold: reported.
    Condition,
    /// Is a keyword of another version: reported.
    Foreign,
}

macro_rules! keywords {
    ($($keyword:ident $name:literal $of:tt $v30:ident $v31:ident;)*) => {
        /// A keyword of schemas.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Keyword {
            $(#[doc = concat!("`", $name, "`")] $keyword,)*
        }

        impl Keyword {
            /// All keywords of any version.
            pub const ALL: &[Self] = &[$(Self::$keyword,)*];

            /// Finds a keyword by its name.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$keyword),)*
                    _ => None,
                }
            }

            /// Its name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$keyword => $name,)*
                }
            }

            /// The type whose values it is about, where it is about those of one.
            #[must_use]
            pub const fn of(self) -> Option<Type> {
                match self {
                    $(Self::$keyword => keywords!(@of $of),)*
                }
            }

            /// What it does in a version of OpenAPI.
            #[must_use]
            pub const fn role(self, dialect: Dialect) -> Role {
                match (self, dialect) {
                    // 2.0 has fewer keywords than 3.0; documents use the others too, and mean the same.
                    $(
                        (Self::$keyword, Dialect::V20 | Dialect::V30) => Role::$v30,
                        (Self::$keyword, Dialect::V31 | Dialect::V32) => Role::$v31,
                    )*
                }
            }
        }
    };
    (@of _) => { None };
    (@of $of:ident) => { Some(Type::$of) };
}

keywords! {
    // keyword              name                      of       3.0         3.1, 3.2
    Ref                     "$ref"                    _        Modifier    Modifier;
    Type                    "type"                    _        Value       Value;
    Enum                    "enum"                    _        Value       Value;
    Const                   "const"                   _        Foreign     Value;
    Format                  "format"                  _        Value       Value;
    Required                "required"                Object   Value       Value;
    Properties              "properties"              Object   Subschemas  Subschemas;
    AdditionalProperties    "additionalProperties"    Object   Subschemas  Subschemas;
    PatternProperties       "patternProperties"       Object   Foreign     Subschemas;
    PropertyNames           "propertyNames"           Object   Foreign     Subschemas;
    UnevaluatedProperties   "unevaluatedProperties"   Object   Foreign     Subschemas;
    Items                   "items"                   Array    Subschemas  Subschemas;
    PrefixItems             "prefixItems"             Array    Foreign     Subschemas;
    UnevaluatedItems        "unevaluatedItems"        Array    Foreign     Subschemas;
    AllOf                   "allOf"                   _        Subschemas  Subschemas;
    OneOf                   "oneOf"                   _        Subschemas  Subschemas;
    AnyOf                   "anyOf"                   _        Subschemas  Subschemas;
    Discriminator           "discriminator"           _        Modifier    Modifier;
    Nullable                "nullable"                _        Modifier    Modifier;
    ReadOnly                "readOnly"                _        Modifier    Modifier;
    WriteOnly               "writeOnly"               _        Modifier    Modifier;
    ContentEncoding         "contentEncoding"         String   Foreign     Modifier;
    ContentMediaType        "contentMediaType"        String   Foreign     Modifier;
    ContentSchema           "contentSchema"           String   Foreign     Modifier;
    Minimum                 "minimum"                 Number   Constraint  Constraint;
    ExclusiveMinimum        "exclusiveMinimum"        Number   Constraint  Constraint;
    Maximum                 "maximum"                 Number   Constraint  Constraint;
    ExclusiveMaximum        "exclusiveMaximum"        Number   Constraint  Constraint;
    MultipleOf              "multipleOf"              Number   Constraint  Constraint;
    MinLength               "minLength"               String   Constraint  Constraint;
    MaxLength               "maxLength"               String   Constraint  Constraint;
    Pattern                 "pattern"                 String   Constraint  Constraint;
    MinItems                "minItems"                Array    Constraint  Constraint;
    MaxItems                "maxItems"                Array    Constraint  Constraint;
    UniqueItems             "uniqueItems"             Array    Constraint  Constraint;
    MinProperties           "minProperties"           Object   Constraint  Constraint;
    MaxProperties           "maxProperties"           Object   Constraint  Constraint;
    Default                 "default"                 _        Annotation  Annotation;
    Deprecated              "deprecated"              _        Annotation  Annotation;
    Title                   "title"                   _        Words       Words;
    Description             "description"             _        Words       Words;
    Example                 "example"                 _        Words       Words;
    Examples                "examples"                _        Foreign     Words;
    ExternalDocs            "externalDocs"            _        Words       Words;
    Anchor                  "$anchor"                 _        Identity    Identity;
    Comment                 "$comment"                _        Identity    Identity;
    Defs                    "$defs"                   _        Identity    Identity;
    DynamicAnchor           "$dynamicAnchor"          _        Identity    Identity;
    DynamicRef              "$dynamicRef"             _        Identity    Identity;
    Id                      "$id"                     _        Identity    Identity;
    Schema                  "$schema"                 _        Identity    Identity;
    RecursiveAnchor         "$recursiveAnchor"        _        Identity    Identity;
    RecursiveRef            "$recursiveRef"           _        Identity    Identity;
    Vocabulary              "$vocabulary"             _        Identity    Identity;
    Definitions             "definitions"             _        Identity    Identity;
    Xml                     "xml"                     _        Silent      Silent;
    Not                     "not"                     _        Condition   Condition;
    AdditionalItems         "additionalItems"         Array    Foreign     Foreign;
    Contains                "contains"                Array    Foreign     Condition;
    Dependencies            "dependencies"            Object   Foreign     Foreign;
    DependentRequired       "dependentRequired"       Object   Foreign     Condition;
    DependentSchemas        "dependentSchemas"        Object   Foreign     Condition;
    Else                    "else"                    _        Foreign     Condition;
    If                      "if"                      _        Foreign     Condition;
    MaxContains             "maxContains"             Array    Foreign     Condition;
    MinContains             "minContains"             Array    Foreign     Condition;
    Then                    "then"                    _        Foreign     Condition;
}

impl Keyword {
    /// Says whether it says what is on the wire by itself; a schema without any such keyword only describes, or refers.
    #[must_use]
    pub const fn is_structure(self, dialect: Dialect) -> bool {
        matches!(self.role(dialect), Role::Value | Role::Subschemas) && !matches!(self, Self::AllOf)
    }

    /// Says whether it describes a schema and changes nothing on the wire, in whichever version it is a keyword.
    #[must_use]
    pub const fn is_for_people(self) -> bool {
        matches!(self.role(Dialect::V32), Role::Words)
    }

    /// Says whether a schema that has it may still hold any JSON: it does not describe single values, or only how many
    /// there are of them.
    #[must_use]
    pub const fn leaves_open(self, dialect: Dialect) -> bool {
        match self.role(dialect) {
            Role::Words | Role::Annotation | Role::Modifier | Role::Identity | Role::Silent => true,
            Role::Constraint => matches!(self.of(), Some(Type::Object | Type::Array)),
            Role::Value => matches!(self, Self::Type | Self::Required),
            Role::Subschemas => {
                matches!(self, Self::Properties | Self::AdditionalProperties | Self::PropertyNames | Self::AllOf)
            }
            Role::Condition | Role::Foreign => self.is_for_people(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Keyword;

    #[test]
    fn keywords_are_found_by_their_names() {
        for keyword in Keyword::ALL {
            assert_eq!(Keyword::named(keyword.name()), Some(*keyword));
        }
        assert_eq!(Keyword::named("Type"), None);
    }
}
